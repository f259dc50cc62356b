"""What a workspace says of itself in raw/publication.toml."""

import json

import pytest

from pipeline.inputs.publication import Publication

OWN = (
    'title = "Twins of Port Alder"\npublisher = "Port Alder"\ncontact = "data@port-alder.example"\n'
)


def test_a_city_publishes_under_its_own_name(workspace, sister_cities):
    workspace.source()
    workspace.capture("<h2>Twin towns</h2><ul><li>Dublin, Ireland</li></ul>")
    (workspace.root / "raw" / "publication.toml").write_text(OWN, encoding="utf-8")

    assert sister_cities("publish", "--workspace", workspace.root)[0] == 0
    package = json.loads((workspace.root / "published" / "datapackage.json").read_bytes())

    assert package["title"] == "Twins of Port Alder"
    assert package["contributors"] == [
        {"title": "Port Alder", "roles": ["publisher"], "email": "data@port-alder.example"}
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title = 5", "raw/publication.toml: title must be a text with words in it"),
        ('titel = "x"', "raw/publication.toml: titel is no key"),
        ('url = "https://port-alder.example/data"', "raw/publication.toml: url must end in /"),
        ('url = "port-alder.example/"', "url must be an address that begins with http"),
        ("title", "raw/publication.toml is no TOML"),
        (f"title = {'9' * 5000}", "raw/publication.toml is no TOML"),
        (f"title = {'[' * 20_000}{']' * 20_000}", "raw/publication.toml is no TOML"),
        ('url = "https://port-alder.example/?x=1#/"', "url must end in / and hold no ? or #"),
    ],
)
def test_a_slip_is_told_with_file_key_and_remedy(workspace, sister_cities, text, said):
    workspace.source()
    (workspace.root / "raw" / "publication.toml").write_text(text, encoding="utf-8")

    code, _, err = sister_cities("publish", "--workspace", workspace.root)

    assert code == 2
    assert said in err.replace(": must", " must").replace(": is no", " is no")
    assert "it may hold title, publisher, contact, url" in err


@pytest.mark.parametrize(
    ("contact", "address"),
    [
        ("data@port-alder.example", "mailto:data@port-alder.example"),
        ("mailto:data@port-alder.example", "mailto:data@port-alder.example"),
        ("https://port-alder.example/ask", "https://port-alder.example/ask"),
        ("javascript:alert(1)@x.example", ""),
        ("https://", ""),
        ("https://a b", ""),
        ("ask at the town hall", ""),
    ],
)
def test_a_contact_is_an_address_only_where_it_is_one(contact, address):
    assert Publication(contact=contact).contact_url == address


@pytest.mark.parametrize("what", ["folder", "dangling link"])
def test_what_is_no_file_is_said(workspace, sister_cities, what):
    workspace.source()
    file = workspace.root / "raw" / "publication.toml"
    if what == "folder":
        file.mkdir()
    else:
        file.symlink_to("nowhere")

    code, _, err = sister_cities("publish", "--workspace", workspace.root)

    assert (code, "raw/publication.toml" in err) == (2, True)
    assert "source.toml" not in err
