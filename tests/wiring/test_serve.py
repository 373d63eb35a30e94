"""A process serves until it is told to stop."""

import asyncio
import os
import signal

import pytest

from kit.database import TestServer
from kit.process import a_data_folder, databases_on
from triage_warden.storage.postgres.errors import EmbeddedDatabaseEnded
from triage_warden.wiring.announce import Announcement
from triage_warden.wiring.serve import Serving
from triage_warden.wiring.setting_groups.serving import ServeRole
from triage_warden.wiring.settings import Settings


async def test_it_tells_its_steps_answers_and_stops_at_a_signal(database_url: str) -> None:
    """Steps, address, stop: in that order, and it returns."""
    told = list[Announcement]()

    def hear(announcement: Announcement) -> None:
        told.append(announcement)
        if announcement.kind == "ready":
            os.kill(os.getpid(), signal.SIGTERM)

    with a_data_folder() as folder:
        settings = Settings(database_url=database_url, data_dir=folder, bind_address="0.0.0.0:0", role=ServeRole.API)
        async with asyncio.timeout(30):
            await Serving(settings, sample=False, announce=hear).run()
    assert [each.kind for each in told] == ["step", "administrator", "ready", "stopping"]
    assert (told[2].url or "").startswith("http://127.0.0.1:")


async def test_a_superusers_empty_database_is_migrated_and_served(postgres: TestServer) -> None:
    """What a customer's DATABASE_URL often names: the role to step down to is made while the parts start."""
    with a_data_folder() as folder:
        async with postgres.superusers() as url, asyncio.timeout(60):

            def hear(announcement: Announcement) -> None:
                if announcement.kind == "ready":
                    os.kill(os.getpid(), signal.SIGINT)

            settings = Settings(database_url=url, data_dir=folder, bind_address="127.0.0.1:0")
            await Serving(settings, sample=False, announce=hear).run()


async def test_it_ends_with_the_reason_when_its_own_database_is_killed() -> None:
    """Answering 503 for ever helps nobody: who started it is told, and can start it again."""
    with a_data_folder() as folder:
        settings = Settings(data_dir=folder, bind_address="127.0.0.1:0")

        def hear(announcement: Announcement) -> None:
            if announcement.kind == "ready":
                for server in databases_on(folder):
                    os.kill(server, signal.SIGKILL)

        async with asyncio.timeout(60):
            with pytest.raises(EmbeddedDatabaseEnded, match="killed by signal 9"):
                await Serving(settings, sample=False, announce=hear).run()
