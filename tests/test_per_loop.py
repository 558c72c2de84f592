import asyncio
import gc
import threading

import pytest

from question_tailor.per_loop import PerLoop


class Thing:
    def __init__(self):
        self.closed = 0


@pytest.fixture
def made():
    return []


@pytest.fixture
def things(made):
    def make():
        made.append(Thing())
        return made[-1]

    async def close(thing):
        await asyncio.sleep(0)
        thing.closed += 1

    return PerLoop(make, close)


def test_a_loop_has_one_thing_however_many_tasks_ask(things, made):
    async def many():
        return await asyncio.gather(*(things.get() for _ in range(5)))

    assert asyncio.run(many()) == made * 5
    assert len(made) == 1


def test_the_end_of_a_loop_closes_its_thing(things, made):
    for _ in range(3):
        asyncio.run(things.get())

    assert [thing.closed for thing in made] == [1, 1, 1]
    assert len(things) == 0


def test_a_thing_can_be_closed_early_and_made_anew(things, made):
    async def twice():
        await things.get()
        await things.close()
        await things.close()
        assert made[0].closed == 1
        await things.get()

    asyncio.run(twice())

    assert [thing.closed for thing in made] == [1, 1]


def test_what_belongs_to_a_loop_that_was_closed_abruptly_is_let_go(things, made):
    loop = asyncio.new_event_loop()
    loop.run_until_complete(things.get())
    loop.close()
    assert len(things) == 1

    asyncio.run(things.get())

    assert len(things) == 0
    assert made[0].closed == 0


def test_threads_with_loops_of_their_own_have_things_of_their_own(things, made):
    threads = [threading.Thread(target=lambda: asyncio.run(things.get())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [thing.closed for thing in made] == [1] * 8
    assert len(things) == 0


def test_a_holder_that_is_forgotten_closes_what_it_held():
    closed = []

    async def close(thing):
        closed.append(thing)

    async def forget():
        await PerLoop(object, close).get()
        gc.collect()
        await asyncio.sleep(0.01)
        assert len(closed) == 1

    asyncio.run(forget())
