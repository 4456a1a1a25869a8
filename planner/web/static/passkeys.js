// Joins the pages to the library's passkey ceremonies, without anything inline.
//
// <form data-passkey="loginForm" data-button="id" data-credential="id" data-options="id"> … the ceremony of this name
// <… hidden data-needs-passkey>  shown where the browser knows passkeys
// <… data-without-passkey>       hidden there
// <… hidden data-passkey-failed> shown when the person or the device said no
(function () {
  'use strict'
  const webauthn = window.allauth && window.allauth.webauthn
  if (!webauthn || !window.webauthnJSON || !window.webauthnJSON.supported()) {
    return
  }
  const all = (selector) => document.querySelectorAll(selector)
  all('[data-needs-passkey]').forEach((element) => { element.hidden = false })
  all('[data-without-passkey]').forEach((element) => { element.hidden = true })
  all('[data-passkey]').forEach((form) => {
    const { passkey, button, credential, options } = form.dataset
    const ids = { credential, login: button, signup: button, authenticate: button }
    if (options) {
      ids.data = options
    }
    webauthn.forms[passkey]({ ids })
  })
  document.addEventListener('allauth.error', (event) => {
    // Saying no is nothing to report.
    event.preventDefault()
    all('[data-passkey-failed]').forEach((element) => { element.hidden = false })
  })
})()
