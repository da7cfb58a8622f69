"""The spaCy pipeline: our tokenizer, sentences and matcher, and medspaCy's ConText, mended.

No postponed annotations here: spaCy reads those of a factory as they stand.
"""

from collections.abc import Sequence
from functools import cache

from codinglab.review.context import Says, SentenceConText, Told
from codinglab.review.engines import Doc, Language, Span, Token, spacy
from codinglab.review.lexicon import Lexicon, lexicon
from codinglab.review.matcher import Matcher
from codinglab.review.sentences import split_sentences
from codinglab.review.tokens import Tokenizer, tokens_of

_QUOTES = str.maketrans("‘’ʼ“”–—", "'''\"\"--")

Language.component("codinglab_sentences", func=split_sentences)


@Language.factory("codinglab_matcher")
def _matcher(nlp: Language, name: str) -> Matcher:
    return Matcher(Lexicon({}))


@Language.factory("codinglab_context")
class ContextComponent:
    """Judge the matches of each sentence that holds one; medspaCy reads every sentence."""

    def __init__(self, nlp: Language, name: str) -> None:
        self._context = SentenceConText(nlp)

    def __call__(self, doc: Doc) -> Doc:
        """Judge every match of a document."""
        doc.user_data["judged"] = self.judge(doc, _tokens_of(doc))
        return doc

    def judge(self, doc: Doc, spans: Sequence[tuple[int, int]]) -> list[list[Told]]:
        """What is said of each span of tokens; the modifiers' tokens are those of `doc` too."""
        told: list[list[Told]] = [[] for _ in spans]
        texts = tokens_of(doc).words
        for first, last, inside in _sentences_with(tokens_of(doc).starts, spans):
            tokens = [index for index in range(first, last) if not texts[index].isspace()]
            words = [texts[token].translate(_QUOTES) for token in tokens]
            if not self._context.may_say(words):
                continue
            place = {token: index for index, token in enumerate(tokens)}
            sentence = Doc(doc.vocab, words=words)
            sentence.user_token_hooks["sent"] = _whole
            targets = [
                Span(sentence, place[spans[index][0]], place[spans[index][1] - 1] + 1) for index in inside
            ]
            for index, said in zip(inside, self._context.judge(sentence, targets), strict=True):
                told[index] = [Told(one.says, tokens[one.start], tokens[one.end - 1] + 1) for one in said]
        return told


def _whole(token: Token) -> Span:
    """The sentence of a Doc that is one: asked as a hook, for spaCy looks through the Doc each time."""
    return token.doc[:]


def _tokens_of(doc: Doc) -> list[tuple[int, int]]:
    return [(match.start, match.end) for match in doc.user_data["matches"]]


def _sentences_with(
    starts: Sequence[bool], spans: Sequence[tuple[int, int]]
) -> list[tuple[int, int, list[int]]]:
    """The sentences that hold a span: first token, end, and which spans."""
    found: list[tuple[int, int, list[int]]] = []
    first = 0
    end = 0
    for index, (start, stop) in enumerate(spans):
        if start >= end or not found:
            first = start
            while first > 0 and not starts[first]:
                first -= 1
            end = stop
            while end < len(starts) and not starts[end]:
                end += 1
            found.append((first, end, []))
        found[-1][2].append(index)
    return found


def build_pipeline(words: Lexicon) -> Language:
    """A pipeline over any lexicon."""
    nlp = spacy.blank("en")
    nlp.tokenizer = Tokenizer(nlp.vocab)
    nlp.add_pipe("codinglab_sentences")
    matcher = nlp.add_pipe("codinglab_matcher")
    matcher.lexicon = words  # type: ignore[attr-defined]
    nlp.add_pipe("codinglab_context")
    nlp.max_length = 10_000_000
    return nlp


@cache
def pipeline() -> Language:
    """The pipeline over the installed reference store, built once."""
    return build_pipeline(lexicon())


def said_of_span(nlp: Language, text: str, start: int, end: int) -> frozenset[Says]:
    """What the context rules say of any span of a text, whether or not the lexicon knows it."""
    doc = split_sentences(nlp.make_doc(text))
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None:
        return frozenset()
    component = nlp.get_pipe("codinglab_context")
    told = component.judge(doc, [(span.start, span.end)])  # type: ignore[attr-defined]
    return frozenset(one.says for one in told[0])
