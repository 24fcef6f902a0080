/** Servers that share the work: no more requests at a time than each can take, and none to those that are down. */

/** What is known of one server. */
interface Endpoint {
  url: string;
  inFlight: number;
  /** Failures in a row. */
  failures: number;
  /** No requests before this moment, milliseconds of the clock. */
  restUntil: number;
}

/** A server that was taken for one request; give it back with `succeeded`, `failed` or `released`. */
export interface Lease {
  url: string;
  succeeded(): void;
  /** @param restMs how long the server asked to be left alone, if it did */
  failed(restMs?: number): void;
  /** Gives the place back without a judgement, for example after an abort. */
  released(): void;
}

/** After so many failures in a row a server rests; one request tries it when the rest is over. */
const failuresToRest = 3;
const firstRestMs = 1_000;
const longestRestMs = 60_000;

export class EndpointPool {
  readonly #endpoints: Endpoint[];
  readonly #mostInFlight: number;
  readonly #waiting = new Set<() => void>();

  constructor(urls: readonly string[], mostInFlight: number) {
    this.#endpoints = urls.map((url) => ({ url, inFlight: 0, failures: 0, restUntil: 0 }));
    this.#mostInFlight = mostInFlight;
  }

  get urls(): string[] {
    return this.#endpoints.map(({ url }) => url);
  }

  /** Requests that all servers together take at a time. */
  get places(): number {
    return this.#endpoints.length * this.#mostInFlight;
  }

  /**
   * Waits for a free server and takes it: the least busy one, and one of `avoid` only when all others are down.
   * @throws the signal's reason
   */
  async take(avoid: ReadonlySet<string>, signal?: AbortSignal): Promise<Lease> {
    for (;;) {
      signal?.throwIfAborted();
      const endpoint = this.#pick(avoid);
      if (endpoint !== undefined) return this.#lease(endpoint);
      await this.#change(signal);
    }
  }

  #pick(avoid: ReadonlySet<string>): Endpoint | undefined {
    const now = Date.now();
    const awake = this.#endpoints.filter((endpoint) => endpoint.restUntil <= now);
    const others = awake.filter(({ url }) => !avoid.has(url));
    return (others.length > 0 ? others : awake)
      .filter((endpoint) => endpoint.inFlight < this.#capacity(endpoint))
      .sort((a, b) => a.inFlight - b.inFlight || a.failures - b.failures)[0];
  }

  /** A server that has failed is tried with a single request. */
  #capacity = (endpoint: Endpoint) => (endpoint.failures >= failuresToRest ? 1 : this.#mostInFlight);

  #lease(endpoint: Endpoint): Lease {
    endpoint.inFlight += 1;
    const giveBack = () => {
      endpoint.inFlight -= 1;
      this.#wake();
    };
    return {
      url: endpoint.url,
      succeeded: () => {
        endpoint.failures = 0;
        endpoint.restUntil = 0;
        giveBack();
      },
      failed: (restMs) => {
        endpoint.failures += 1;
        const over = endpoint.failures - failuresToRest;
        const rest = restMs ?? (over < 0 ? 0 : firstRestMs * 2 ** Math.min(over, 6));
        endpoint.restUntil = Date.now() + Math.min(rest, longestRestMs);
        giveBack();
      },
      released: giveBack,
    };
  }

  /** Resolves when a place becomes free, a rest ends, or the signal fires. */
  async #change(signal: AbortSignal | undefined): Promise<void> {
    const now = Date.now();
    const rests = this.#endpoints.map((endpoint) => endpoint.restUntil - now).filter((rest) => rest > 0);
    let timer: NodeJS.Timeout | undefined;
    let wake = () => {};
    try {
      await new Promise<void>((resolve) => {
        wake = resolve;
        this.#waiting.add(resolve);
        signal?.addEventListener('abort', wake, { once: true });
        if (rests.length > 0) timer = setTimeout(resolve, Math.min(...rests) + 1);
      });
    } finally {
      this.#waiting.delete(wake);
      signal?.removeEventListener('abort', wake);
      clearTimeout(timer);
    }
  }

  #wake(): void {
    for (const resolve of this.#waiting) resolve();
  }
}
