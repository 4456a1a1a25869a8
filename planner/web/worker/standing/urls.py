from django.urls import path

from planner.web.worker.standing import japanese, misses, proof, views

urlpatterns = [
    path("where-i-stand/", views.where_i_stand, name="where_i_stand"),
    path("where-i-stand/japanese/add/", japanese.add_japanese_test, name="add_japanese_test"),
    path("where-i-stand/japanese/<int:pk>/", japanese.japanese_test, name="japanese_test"),
    path(
        "where-i-stand/japanese/<int:pk>/remove/",
        japanese.remove_japanese_test,
        name="remove_japanese_test",
    ),
    path("my-benchmarks/<int:pk>/missed/", misses.tell_miss, name="tell_miss"),
    path("my-benchmarks/<int:pk>/proof/", proof.add_evidence, name="add_evidence"),
    path("check-in/<int:year>/<int:month>/payslip/", proof.add_payslip, name="add_payslip"),
    path("proof/<int:pk>/", proof.evidence, name="evidence"),
    path("proof/<int:pk>/remove/", proof.remove_evidence, name="remove_evidence"),
]
