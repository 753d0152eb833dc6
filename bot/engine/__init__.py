"""The script language: what authors write, and how a conversation walks through it.

Theory of operation. A **Script** is every dialog together, compiled and immutable. A **Conversation** is where
one person stands: a stack of frames, the answers she gave, and the steps that brought her there. An **Input** is
what came in, an **Effect** a decision that something is to happen. One function joins them, and it is the only
way in which a conversation changes:

    advance(script, conversation, given, world) -> Turn(conversation, effects)

It is pure (no clock, no chance, no disk, no network: they come in as ``world``), total (any input in any state
gives a turn) and deterministic. Nothing here sends, stores or draws anything.
"""
