"""A link as a picture to photograph."""

import base64
import io

import qrcode
from qrcode.image.svg import SvgPathImage


def qr_data_uri(link: str) -> str:
    picture = io.BytesIO()
    qrcode.make(link, image_factory=SvgPathImage).save(picture)
    return "data:image/svg+xml;base64," + base64.b64encode(picture.getvalue()).decode()
