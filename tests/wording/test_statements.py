from planner.matching import person
from planner.wording.statements import RATINGS, STATEMENTS


def test_every_statement_has_a_sentence_in_the_order_of_asking() -> None:
    assert list(STATEMENTS) == list(person.STATEMENTS)
    assert len(STATEMENTS) == 24


def test_every_sentence_is_different() -> None:
    assert len({str(sentence) for sentence in STATEMENTS.values()}) == len(STATEMENTS)


def test_every_rating_has_a_label() -> None:
    assert tuple(RATINGS) == person.RATINGS
