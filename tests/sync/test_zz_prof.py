import time, cProfile, pstats, json
from contextlib import ExitStack
from tests.sync.test_exchange import *
from tests.benchmarks.sync_rows import write
from app.sync.turn import Tally
from sqlalchemy import event
def test_prof(world, one):
    write(one.database, world.home, 0, 20000)
    t=time.perf_counter(); one.done(); print("push", 20000/(time.perf_counter()-t))
    two = Replica(world._database(), world.transport(), world.home.space)
    from tests.support.gateways import new_invite
    two.join(new_invite(world.hub, world.home.space))
    ex = Exchange(two.device)
    times = []
    def before(conn, cursor, statement, *a): conn.info["t"]=time.perf_counter()
    def after(conn, cursor, statement, *a): times.append((time.perf_counter()-conn.info["t"], statement.strip().replace("\n"," ")[:110]))
    event.listen(two.database.engine, "before_cursor_execute", before)
    event.listen(two.database.engine, "after_cursor_execute", after)
    p=cProfile.Profile(); p.enable()
    t=time.perf_counter(); ex.pull(Tally(lambda a,b:None)); print("pull", 20000/(time.perf_counter()-t))
    p.disable()
    for x in sorted(times, reverse=True)[:8]: print(x)
    pstats.Stats(p).sort_stats("tottime").print_stats(8)
    two.write("DELETE FROM sync.refolds")
    for _ in range(3):
        with one.database.transaction() as c:
            attempts.add(c, world.home.space, new_attempt(world.home))
        times.clear()
        t=time.perf_counter(); one.done(); print("answer push", time.perf_counter()-t)
        t=time.perf_counter(); ex.run(lambda c: None); print("empty run", time.perf_counter()-t)
        times.clear()
        t=time.perf_counter(); ex.pull(Tally(lambda a,b:None)); print("answer pull", time.perf_counter()-t, len(times), sum(x[0] for x in times))
        for x in sorted(times, reverse=True)[:6]: print("   ", x)
        two.write("DELETE FROM sync.refolds")
