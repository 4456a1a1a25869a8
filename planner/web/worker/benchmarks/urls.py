from django.urls import path

from planner.web.worker.benchmarks import changes, views, way

urlpatterns = [
    path("my-benchmarks/", views.my_benchmarks, name="my_benchmarks"),
    path("my-benchmarks/way/", way.my_route, name="my_route"),
    path("my-benchmarks/changes/", way.lay_out, name="lay_out"),
    path("my-benchmarks/add/", changes.add_benchmark, name="add_benchmark"),
    path("my-benchmarks/<int:pk>/", views.benchmark, name="benchmark"),
    path("my-benchmarks/<int:pk>/finish/", changes.finish_benchmark, name="finish_benchmark"),
    path("my-benchmarks/<int:pk>/drop/", changes.drop_benchmark, name="drop_benchmark"),
    path("my-benchmarks/<int:pk>/take-up/", changes.take_up_benchmark, name="take_up_benchmark"),
]
