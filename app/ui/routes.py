"""Where one can be in the program. Pages go to one another by these names and never import one another."""

from enum import StrEnum

from app.learning.mastery import Game


class Route(StrEnum):
    """A page. Facts that a route needs stand behind it."""

    STARTING = "starting"
    TROUBLE = "trouble"  # problem: Problem
    WELCOME = "welcome"
    WHO = "who"
    HOME = "home"  # child: ChildId
    LISTEN_AND_FIND = "listen-and-find"  # child: ChildId
    PICTURE_TO_LETTER = "picture-to-letter"  # child: ChildId
    ODD_ONE_OUT = "odd-one-out"  # child: ChildId
    LETTER_PAIRS = "letter-pairs"  # child: ChildId
    ALPHABET_TRAIN = "alphabet-train"  # child: ChildId
    LETTER_HUNT = "letter-hunt"  # child: ChildId
    LETTERS_HOME = "letters-home"  # child: ChildId
    BUILD_WORD = "build-word"  # child: ChildId
    EXPLORER = "explorer"  # child: ChildId
    GAMES = "games"  # child: ChildId
    TRACE = "trace"  # child: ChildId
    REST = "rest"  # child: ChildId
    CELEBRATION = "celebration"  # child: ChildId, result: SittingResult
    GATE = "gate"
    SIGN_IN = "sign-in"
    CHILDREN = "children"
    CHILD_EDITOR = "child-editor"  # child: ChildId | None
    LETTERS = "letters"  # child: ChildId
    SESSIONS = "sessions"  # child: ChildId
    SKILL_TREE = "skill-tree"  # child: ChildId
    TREE_EDITOR = "tree-editor"  # tree: TreeId
    GROWN_UPS = "grown-ups"
    SECRET_SHEET = "secret-sheet"  # noqa: S105 (a page's name)
    JOIN = "join"
    SYNC = "sync"
    SETTINGS = "settings"
    VOICES = "voices"  # language: str
    PACKS = "packs"
    ABOUT = "about"


GAME_ROUTES = {
    Game.LISTEN_AND_FIND: Route.LISTEN_AND_FIND,
    Game.PICTURE_TO_LETTER: Route.PICTURE_TO_LETTER,
    Game.ODD_ONE_OUT: Route.ODD_ONE_OUT,
    Game.LETTER_PAIRS: Route.LETTER_PAIRS,
    Game.ALPHABET_TRAIN: Route.ALPHABET_TRAIN,
    Game.TRACE: Route.TRACE,
    Game.LETTER_HUNT: Route.LETTER_HUNT,
    Game.LETTERS_HOME: Route.LETTERS_HOME,
    Game.BUILD_WORD: Route.BUILD_WORD,
}
CHILD_SIDE = frozenset(
    {Route.STARTING, Route.WHO, Route.HOME, *GAME_ROUTES.values(), Route.EXPLORER, Route.GAMES, Route.CELEBRATION, Route.GATE, Route.REST}
)
GROWN_UP_SIDE = frozenset(
    {
        Route.CHILDREN,
        Route.CHILD_EDITOR,
        Route.LETTERS,
        Route.SESSIONS,
        Route.SKILL_TREE,
        Route.TREE_EDITOR,
        Route.GROWN_UPS,
        Route.SECRET_SHEET,
        Route.SYNC,
        Route.SETTINGS,
        Route.VOICES,
        Route.PACKS,
        Route.ABOUT,
    }
)

# Where each page's class is, so that a page is imported when it is first gone to.
PAGES: dict[Route, str] = {
    Route.STARTING: "app.ui.pages.starting:Starting",
    Route.TROUBLE: "app.ui.pages.trouble:TroublePage",
    Route.WELCOME: "app.ui.pages.welcome:Welcome",
    Route.WHO: "app.ui.pages.who:WhoIsPlaying",
    Route.HOME: "app.ui.pages.child_home:ChildHome",
    Route.LISTEN_AND_FIND: "app.ui.games.listen_and_find:ListenAndFind",
    Route.PICTURE_TO_LETTER: "app.ui.games.picture_to_letter:PictureToLetter",
    Route.ODD_ONE_OUT: "app.ui.games.odd_one_out:OddOneOut",
    Route.LETTER_PAIRS: "app.ui.games.letter_pairs:LetterPairs",
    Route.ALPHABET_TRAIN: "app.ui.games.alphabet_train:AlphabetTrain",
    Route.LETTER_HUNT: "app.ui.games.letter_hunt:LetterHunt",
    Route.LETTERS_HOME: "app.ui.games.letters_home:LettersHome",
    Route.BUILD_WORD: "app.ui.games.build_word:BuildWord",
    Route.EXPLORER: "app.ui.games.explorer:Explorer",
    Route.GAMES: "app.ui.pages.games:Games",
    Route.TRACE: "app.ui.games.trace:Trace",
    Route.CELEBRATION: "app.ui.pages.celebration:Celebration",
    Route.REST: "app.ui.pages.rest:Rest",
    Route.GATE: "app.ui.pages.gate:Gate",
    Route.SIGN_IN: "app.ui.pages.sign_in:SignIn",
    Route.CHILDREN: "app.ui.pages.children:ChildrenPage",
    Route.CHILD_EDITOR: "app.ui.pages.child_editor:ChildEditor",
    Route.LETTERS: "app.ui.pages.letters:Letters",
    Route.SESSIONS: "app.ui.pages.sessions:Sessions",
    Route.SKILL_TREE: "app.ui.pages.skill_tree:SkillTreePage",
    Route.TREE_EDITOR: "app.ui.pages.tree_editor:TreeEditor",
    Route.GROWN_UPS: "app.ui.pages.grown_ups:GrownUpsPage",
    Route.SECRET_SHEET: "app.ui.pages.secret_sheet:SecretSheet",
    Route.JOIN: "app.ui.pages.join:JoinPage",
    Route.SYNC: "app.ui.pages.sync:SyncPage",
    Route.SETTINGS: "app.ui.pages.settings:SettingsPage",
    Route.VOICES: "app.ui.pages.voices:Voices",
    Route.PACKS: "app.ui.pages.packs:PacksPage",
    Route.ABOUT: "app.ui.pages.about:About",
}
