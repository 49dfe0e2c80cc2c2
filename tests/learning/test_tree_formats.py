"""Files of trees: what goes out comes back, and whatever is wrong with a file is told with its line."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.learning.ids import SkillId, TreeId
from app.learning.people import Case
from app.learning.problems import Problem, Trouble
from app.learning.skills import Aspect, Edge, Edition, Level, Skill, SkillTree
from app.learning.tree_formats import Found, Lost, TreeFormat, case, format_of, graphml, moodle, native, read
from tests.learning.sample import tree as letters

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
TREE = TreeId(UUID(int=99))


def ability(number: int, name: str = "", **more: object) -> Skill:
    plain = Skill(SkillId(UUID(int=number)), TREE, name or f"skill {number}", "en", "", Case.BOTH, Aspect.ABILITY, number)
    return replace(plain, **more)  # type: ignore[arg-type]  # each field has its own type


def edge(after: int, before: int, group: int = 0, level: Level = Level.GROWING, score: int | None = None) -> Edge:
    return Edge(SkillId(UUID(int=after)), SkillId(UUID(int=before)), group, level, score)


def grown(*edges: Edge, count: int = 4) -> SkillTree:
    return SkillTree(TREE, "Numbers", "en", None, 0, 0, tuple(ability(number) for number in range(count)), edges)


TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn", "Cf", "Zl", "Zp")), max_size=20)
NAMES = st.sampled_from(["Counts to ten", "חיבור עד עשר", "ÉLAN", "数える", "हिंदी", "e<m>b & \"q\""])
JSON = st.recursive(st.none() | st.booleans() | st.integers(-9, 9) | TEXT, lambda inner: st.lists(inner, max_size=2), max_leaves=4)
SKILLS = st.builds(
    lambda number, name, about, tags, spot, day, more: ability(
        number, name, description=about, tags=tags, spot=spot, opens_on=day, more=more
    ),
    st.integers(0, 6),
    NAMES,
    TEXT,
    st.sampled_from([(), ("one", "שתיים")]),
    st.none() | st.tuples(st.integers(-9999, 9999), st.integers(-9999, 9999)),
    st.none() | st.dates(date(2026, 1, 1)),
    st.dictionaries(TEXT, JSON.filter(lambda value: value not in (None, "", [])), max_size=2),
)
LETTER = st.builds(
    lambda number, case_, aspect: replace(ability(number), letter="ש", case=case_, aspect=aspect),
    st.integers(7, 9),
    st.sampled_from(list(Case)),
    st.sampled_from([aspect for aspect in Aspect if aspect is not Aspect.ABILITY]),
)


@st.composite
def trees(draw: st.DrawFn) -> SkillTree:
    held = {one.id: one for one in draw(st.lists(SKILLS, max_size=6)) + draw(st.lists(LETTER, max_size=3))}
    skills = sorted(held.values(), key=lambda one: (one.position, one.id.int))
    pairs = draw(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8), st.integers(0, 2)), max_size=8))
    edges = {}
    for first, second, group in pairs:
        before, after = sorted((first % (len(skills) or 1), second % (len(skills) or 1)))
        if before < after:
            score = draw(st.none() | st.integers(1, 100))
            edges[before, after, group] = Edge(skills[after].id, skills[before].id, group, draw(st.sampled_from(list(Level))), score)
    said = (draw(TEXT), draw(TEXT), draw(st.sampled_from(list(Edition))), draw(st.none() | st.just(TreeId(UUID(int=3)))))
    pack = draw(st.sampled_from([None, "letters/he"]))
    return SkillTree(TREE, draw(NAMES), "pt-BR", pack, 3 if pack else 0, 0, tuple(skills), tuple(edges.values()), *said)


@given(trees())
@settings(max_examples=200, deadline=None)
def test_the_native_format_loses_nothing(tree: SkillTree) -> None:
    found = read(native.write(tree).text.encode())
    assert found == Found(tree, TreeFormat.NATIVE)
    assert native.of_json(native.as_json(tree)) == tree


@pytest.mark.parametrize("language", ["en", "hi"])
def test_built_in_letters_go_through_a_native_file(language: str) -> None:
    tree = replace(letters(language), revision=0)
    back = read(native.write(tree).text.encode()).tree
    assert replace(back, skills=()) == replace(tree, skills=())
    assert sorted(back.skills, key=lambda one: one.id) == sorted(tree.skills, key=lambda one: one.id)


@given(trees())
@settings(max_examples=60, deadline=None)
def test_the_other_formats_keep_names_and_what_comes_first(tree: SkillTree) -> None:
    for text in (case.write(tree, NOW).text, graphml.write(tree).text):
        back = read(text.encode()).tree
        assert {skill.id: skill.name for skill in back.skills} == {skill.id: skill.name for skill in tree.skills}
        ends = {(one.skill, one.prerequisite) for one in tree.edges}
        assert {(one.skill, one.prerequisite) for one in back.edges} == ends
        assert (back.name, back.id) == (tree.name, tree.id)
    if tree.skills:
        back = read(moodle.write(tree).text.encode()).tree
        assert {skill.id: skill.name for skill in back.skills} == {skill.id: skill.name for skill in tree.skills}


def test_case_keeps_alternatives_and_says_what_it_cannot_hold() -> None:
    tree = grown(edge(3, 0), edge(3, 1), edge(3, 2, 1, Level.BLOOMED, 80))
    written = case.write(replace(tree, skills=(ability(0, spot=(1, 2)), *tree.skills[1:])), NOW)
    assert Lost("levels that a prerequisite must have reached", 1) in written.lost
    assert Lost("scores that a prerequisite must have", 1) in written.lost
    assert Lost("places in the drawing", 1) in written.lost
    back = read(written.text.encode()).tree
    groups = {one.prerequisite.int: one.any_of for one in back.edges}
    assert groups[0] == groups[1] != groups[2]


def test_case_associations_that_a_tree_has_no_word_for_are_counted_by_kind() -> None:
    package = json.loads(case.write(grown(edge(1, 0)), NOW).text)
    odd = [dict(package["CFAssociations"][-1], associationType=kind) for kind in ("exemplar", "isPeerOf", "exemplar")]
    package["CFAssociations"] += odd
    found = read(json.dumps(package).encode())
    assert found.lost == (Lost("associations of the kind “exemplar”", 2), Lost("associations of the kind “isPeerOf”", 1))


def test_case_keeps_what_a_skill_was_replaced_by_and_its_parent() -> None:
    old = ability(0, replaced_by=SkillId(UUID(int=1)), more={"parent": str(UUID(int=2))})
    tree = replace(grown(), skills=(old, ability(1), ability(2), ability(3)))
    back = read(case.write(tree, NOW).text.encode()).tree
    assert back.skills[0] == old


def test_a_case_statement_longer_than_a_name_goes_whole_into_the_description() -> None:
    package = json.loads(case.write(grown(), NOW).text)
    package["CFItems"][0]["fullStatement"] = "word " * 100
    found = read(json.dumps(package).encode())
    assert found.tree.skills[0].name.endswith("word…")
    assert found.tree.skills[0].description == ("word " * 100).strip()
    assert found.lost == (Lost("long statements, whose whole text went into the description", 1),)


MOODLE = """Parent ID number,ID number,Short name,Description,Cross-referenced competency ID numbers,Is framework
,math,Numbers,,,1
math,add,Adding,,,
add,ten,To ten,up to 10,other,
add,more,"Beyond
ten",,,
"""


def test_a_moodle_competency_waits_for_all_below_it() -> None:
    found = read(MOODLE.encode())
    names = {skill.id: skill.name for skill in found.tree.skills}
    assert found.format is TreeFormat.MOODLE
    assert found.tree.name == "Numbers"
    assert [(names[one.skill], names[one.prerequisite], one.any_of) for one in found.tree.edges] == [
        ("Adding", "To ten", 0),
        ("Adding", "Beyond ten", 1),
    ]
    assert found.lost == (Lost("cross-references between competencies", 1),)
    assert read(MOODLE.encode()) == found, "ids are the same each time"


def test_graphml_of_other_programs_is_read_too() -> None:
    found = read(
        b'<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml">'
        b'<key id="d5" for="node" attr.name="weight"/><graph id="G" edgedefault="directed">'
        b"<node id='a'><data key='d6'><y:ShapeNode><y:NodeLabel>Counting</y:NodeLabel></y:ShapeNode></data><data key='d5'>3</data></node>"
        b"<node id='b'/><edge source='a' target='b'/></graph></graphml>"
    )
    assert [skill.name for skill in found.tree.skills] == ["Counting", "b"]
    assert len(found.tree.edges) == 1
    assert Lost("“weight” of nodes", 1) in found.lost


def refused(data: bytes | str, format_: TreeFormat | None = None) -> tuple[int, str]:
    """The line and the reason of the problem of a file."""
    with pytest.raises(Problem) as problem:
        read(data.encode() if isinstance(data, str) else data, format_)
    assert problem.value.trouble is Trouble.TREE_FILE_WRONG
    line = problem.value.facts["line"]
    assert isinstance(line, int)
    return line, str(problem.value.facts["reason"])


WHOLE = native.write(grown(edge(1, 0), edge(2, 1), edge(3, 2))).text  # the tree on line 2, skills on 4 to 7, edges on 10 to 12
EDGE = '"skill": "00000000-0000-0000-0000-00000000000%d", "needs": "00000000-0000-0000-0000-00000000000%d"'


def changed(line: int, old: str, new: str) -> str:
    lines = WHOLE.split("\n")
    assert old in lines[line - 1]
    lines[line - 1] = lines[line - 1].replace(old, new)
    return "\n".join(lines)


@pytest.mark.parametrize(("data", "line", "reason"), [
    (changed(12, str(UUID(int=3)), str(UUID(int=0))), 12, "wait for one another: skill 0 → skill 1 → skill 2 → skill 0"),
    (changed(10, str(UUID(int=1)), str(UUID(int=0))), 10, "cannot come before itself"),
    (changed(11, EDGE % (2, 1), EDGE % (1, 0)), 11, "on line 10"),
    (changed(11, str(UUID(int=2)), str(UUID(int=8))), 11, f"not in the file: {UUID(int=8)}"),
    (changed(5, str(UUID(int=1)), str(UUID(int=0))), 5, "the id of the one on line 4"),
    (changed(5, str(UUID(int=1)), "one"), 5, "not a UUID"),
    (changed(6, "skill 2", " "), 6, "has no name"),
    (changed(6, "skill 2", "n" * 10_000), 6, "more than 200 characters"),
    (changed(6, "skill 2", "a\\u202eb"), 6, "signs that cannot be shown"),
    (changed(6, "skill 2", "\\ud800"), 6, "no text"),
    (changed(6, "skill 2", "\\u0000"), 6, "no text"),
    (changed(6, '"skill 2"', "17"), 6, "not a text"),
    (changed(10, '"growing"', '"huge"'), 10, "none of ready, growing, secure, bloomed"),
    (changed(10, '"any_of": 0', '"any_of": -1'), 10, "not a whole number"),
    (changed(2, "Numbers", ""), 2, "has no name"),
    (changed(2, '"en"', '"<en>"'), 2, "not the tag of a language"),
    (changed(1, '"version": 1', '"version": 2'), 1, "version 2"),
    (changed(4, '"position": 0', '"position": 1.5'), 4, "not a whole number"),
    (changed(4, '"position": 0', '"position": NaN'), 1, "a number that is none"),
    (WHOLE[:300], 5, "ends too early"),
    ("{}", 1, "format"),
    ("[]", 1, "neither"),
    ("", 1, "empty"),
    ("hello", 1, "neither"),
    (b"\x89PNG\r\n\x1a\n", 1, "UTF-8"),
    (WHOLE.encode().replace(b"skill 2", b"skill \xff"), 6, "UTF-8"),
    ("[" * 100_000, 1, "neither"),
    ('{"format": ' + "[" * 100_000, 1, "nested too deeply"),
    ('{"format": ' + "[" * 60 + "]" * 60 + "}", 1, "nested more than 40 deep"),
])  # fmt: skip
def test_what_is_wrong_with_a_native_file_is_told_with_its_line(data: bytes | str, line: int, reason: str) -> None:
    told = refused(data)
    assert reason in told[1]
    assert told[0] == line


def test_utf_16_that_says_so_is_read() -> None:
    assert read(WHOLE.encode("utf-16")).tree == read(WHOLE.encode()).tree


def test_too_many_skills_are_refused_before_they_are_read() -> None:
    many = '{"format": "lettergrove-skill-tree", "version": 1, "tree": {"id": "%s", "name": "x"}, "skills": [%s]}'
    assert "100000; 50000 is the most" in refused(many % (UUID(int=1), ",".join(["{}"] * 100_000)))[1]
    nodes = "<node id='a'/>" * 50_001
    assert "more than 50000 skills" in refused(f"<graphml><graph edgedefault='directed'>{nodes}</graph></graphml>")[1]


BILLION_LAUGHS = (
    '<?xml version="1.0"?>\n<!DOCTYPE graphml [\n<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(10))
    + "]><graphml><graph><node id='&k;'/></graph></graphml>"
)


@pytest.mark.parametrize(("data", "line", "reason"), [
    (BILLION_LAUGHS, 2, "for safety"),
    ('<!DOCTYPE graphml SYSTEM "file:///etc/passwd">\n<graphml/>', 1, "for safety"),
    ("<graphml>\n<graph>\n<node id='a'>", 3, "ends too early"),
    ("<graphml/>", 1, "no graph"),
    ("<graphml>\n<graph edgedefault='undirected'/></graphml>", 2, "no direction"),
    ("<graphml>\n<graph>\n<node/></graph></graphml>", 3, "no id"),
    ("<graphml>\n<graph>\n<node id='a'/>\n<edge source='a' target='b'/></graph></graphml>", 4, "not in the file"),
    ("<graphml>\n<graph>\n<node id='a'/>\n<edge source='a' target='a'/></graph></graphml>", 4, "before itself"),
    ("<graphml>\n<graph>\n<node id='a'><data key='x'>far</data></node></graph></graphml>", 3, "not a number"),
    ("<graphml><graph>" + "<a>" * 50 + "</a>" * 50 + "</graph></graphml>", 1, "deep"),
])  # fmt: skip
def test_what_is_wrong_with_graphml_is_told_with_its_line(data: str, line: int, reason: str) -> None:
    told = refused(data)
    assert reason in told[1]
    assert told[0] == line


@pytest.mark.parametrize(("data", "line", "reason"), [
    (MOODLE.replace(",math,Numbers,,,1", ",math,Numbers,,,"), 2, "the framework"),
    (MOODLE.replace("math,add,Adding", "math,,Adding"), 3, "no ID number"),
    (MOODLE.replace("add,ten", "gone,ten"), 4, "not in the file"),
    (MOODLE.replace("math,add,Adding", "ten,add,Adding"), 4, "wait for one another"),
    (MOODLE.replace("add,more", "add,ten"), 5, "the id of the one on line 4"),
    (MOODLE.replace('\nten",,,', ""), 5, "ends within it"),
    (MOODLE.replace("To ten", " "), 4, "name of a skill"),
])  # fmt: skip
def test_what_is_wrong_with_a_moodle_file_is_told_with_its_line(data: str, line: int, reason: str) -> None:
    told = refused(data)
    assert reason in told[1]
    assert told[0] == line


def test_what_is_wrong_with_a_case_file_is_told_with_its_line() -> None:
    package = case.write(grown(edge(1, 0)), NOW).text
    for old, new, reason in (
        (f'"identifier": "{UUID(int=2)}",\n   "uri"', '"identifier": "two",\n   "uri"', "not a UUID"),
        ('"fullStatement": "skill 2"', '"fullStatement": ""', "name of a skill"),
        ('"associationType": "precedes",', '"associationType": "precedes", "destinationNodeURI": 3,', ""),
    ):
        if reason:
            at = package.index(old)
            line, told = refused(package.replace(old, new, 1))
            assert reason in told
            assert line == package.count("\n", 0, at) + 1
    assert "CFDocument is missing" in refused('{"CFItems": []}')[1]


def test_the_format_of_a_file_is_told_by_what_is_in_it() -> None:
    files = (native.write(grown()), case.write(grown(), NOW), moodle.write(grown()), graphml.write(grown()))
    assert [format_of(file.text.encode()) for file in files] == list(TreeFormat)


def ends_well(data: bytes, format_: TreeFormat | None) -> bool:
    """Whether reading ends in a tree, or in the one problem that a person can be told."""
    try:
        return bool(read(data, format_).tree.id)
    except Problem as problem:
        return problem.trouble is Trouble.TREE_FILE_WRONG


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode), st.sampled_from([None, *TreeFormat]))
@settings(max_examples=300, deadline=None)
def test_whatever_is_in_a_file_it_ends_in_a_tree_or_a_problem(data: bytes, format_: TreeFormat | None) -> None:
    assert ends_well(data, format_)


@given(st.integers(0, 2), st.integers(0, 4000), st.integers(0, 40), st.binary(max_size=3))
@settings(max_examples=300, deadline=None)
def test_a_damaged_file_ends_in_a_tree_or_a_problem(which: int, start: int, length: int, put: bytes) -> None:
    tree = grown(edge(1, 0), edge(2, 1))
    data = (native.write(tree).text, graphml.write(tree).text, moodle.write(tree).text)[which].encode()
    assert ends_well(data[:start] + put + data[start + length :], (TreeFormat.NATIVE, TreeFormat.GRAPHML, TreeFormat.MOODLE)[which])
