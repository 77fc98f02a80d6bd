"""The pages of the standards for colleagues."""

from django.urls import path

from saath.promises.standards.views import comparing, editing, reading

app_name = "standards"
HERE = "settings/standards/"
urlpatterns = [
    path(HERE, reading.show, name="here"),
    path(f"{HERE}<int:number>/", reading.show, name="version"),
    path(f"{HERE}<int:number>/read/", reading.confirm, name="read"),
    path(f"{HERE}<int:number>/since/<int:before>/", comparing.compare, name="compare"),
    path(f"{HERE}draft/", editing.edit, name="draft"),
    path(f"{HERE}draft/begin/", editing.begin, name="begin"),
    path(f"{HERE}draft/look/", comparing.preview, name="preview"),
    path(f"{HERE}draft/publish/", editing.publish, name="publish"),
    path(f"{HERE}draft/discard/", editing.discard, name="discard"),
]
