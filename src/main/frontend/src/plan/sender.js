import { Problem } from "./api.js";

/**
 * Sends edits one after the other. An edit carries the version that its person saw when they began to type, so that the
 * server can tell what others did meanwhile; a clash with an edit of this very page is none.
 */
export class Sender {
  constructor(api, plan, act) {
    this.api = api;
    this.plan = plan;
    this.act = act;
    this.jobs = [];
    this.own = new Set();
  }

  get busy() {
    return this.jobs.length > 0;
  }

  /** Until what was typed so far is saved, or was refused. */
  async idle() {
    while (this.busy) {
      await new Promise((later) => setTimeout(later, 30));
    }
  }

  /**
   * @param job build() gives the edits when their turn comes; version as seen, where it is older than the edits;
   *     done(delta) and refused(problem)
   */
  edit(job) {
    this.#push({ ...job, send: this.#sendEdits });
  }

  step(which) {
    this.#push({
      which,
      send: (job) => this.api.step(which, this.plan.version, job.confirmed ?? false),
      done: () => {},
    });
  }

  #push(job) {
    this.jobs.push(job);
    this.act.busy(true);
    if (this.jobs.length === 1) {
      this.#run();
    }
  }

  #sendEdits = async (job) => {
    const edits = job.build();
    if (!edits?.length) {
      return null;
    }
    try {
      return await this.api.edit(job.version ?? this.plan.version, this.plan.version, edits);
    } catch (problem) {
      if (problem.clashes?.every((clash) => this.own.has(clash.version))) {
        return this.api.edit(this.plan.version, this.plan.version, edits);
      }
      throw problem;
    }
  };

  async #run() {
    while (this.jobs.length > 0) {
      const job = this.jobs[0];
      try {
        const delta = await job.send(job);
        if (delta) {
          this.own.add(delta.plan.version);
          this.act.received(delta, false);
        }
        job.done?.(delta);
        this.act.render();
        if (delta?.said && job.tell !== false) {
          this.act.tell(job.tell?.(delta) ?? delta.said);
        }
      } catch (problem) {
        if (!(problem instanceof Problem)) {
          this.jobs.shift();
          this.act.busy(this.busy);
          throw problem;
        }
        if (problem.clashes) {
          if (await this.#keepMine(problem)) {
            job.version = undefined;
            job.confirmed = true;
            continue;
          }
          job.dropped?.();
          this.act.render();
          this.jobs.shift();
          continue;
        }
        if (problem.status === 409) {
          await this.act.reload();
        }
        job.refused?.(problem);
        this.act.render();
        this.act.refused(problem, job);
      }
      this.jobs.shift();
    }
    this.act.busy(false);
  }

  /** Shows who changed what; whichever way the person decides, they have seen the other's plan. */
  async #keepMine(problem) {
    const keep = await this.act.clash(problem.clashes);
    const delta = await this.api.changes(this.plan.version).catch(() => null);
    if (delta) {
      this.act.received(delta, true);
      this.act.render();
    }
    return keep;
  }

  /** What others saved, every few seconds while the page is in sight and nothing is on its way. */
  watch() {
    let asking = false;
    const ask = async () => {
      if (document.hidden || this.busy || asking) {
        return;
      }
      asking = true;
      const since = this.plan.version;
      try {
        const delta = await this.api.changes(since);
        if (delta && this.plan.version === since && !this.busy) {
          this.act.received(delta, true);
          this.act.render();
        }
        this.act.online(true);
      } catch (problem) {
        if (problem.status === 409) {
          // a step of one's own that was saved meanwhile is no reason to load the plan anew
          if (this.plan.version === since && !this.busy) {
            await this.act.reload();
          }
        } else {
          this.act.online(false, problem.message);
        }
      } finally {
        asking = false;
      }
    };
    setInterval(ask, 3000);
    document.addEventListener("visibilitychange", ask);
  }
}
