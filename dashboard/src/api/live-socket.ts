/** The live websocket: keeps itself connected, with growing pauses between tries. */
import { type LiveMessage, readLiveMessage } from './live-message.ts';
import { reconnectDelay } from './reconnect-delay.ts';

export interface LiveListener {
  onMessage(message: LiveMessage): void;
  /** `again` is true when the connection had been lost: something may have been missed. */
  onConnected(again: boolean): void;
  onLost(): void;
}

/** Connects and stays connected until the returned function is called. */
export function followCalls(listener: LiveListener): () => void {
  const address = new URL('/api/live', window.location.href);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  let socket: WebSocket | null = null;
  let timer: number | undefined;
  let failures = 0;
  let stopped = false;

  const connect = () => {
    window.clearTimeout(timer);
    socket = new WebSocket(address);
    socket.addEventListener('open', () => {
      listener.onConnected(failures > 0);
      failures = 0;
    });
    socket.addEventListener('message', ({ data }) => {
      const message = typeof data === 'string' ? readLiveMessage(data) : null;
      if (message) listener.onMessage(message);
    });
    socket.addEventListener('close', () => {
      socket = null;
      if (stopped) return;
      failures += 1;
      listener.onLost();
      timer = window.setTimeout(connect, reconnectDelay(failures, Math.random()));
    });
  };
  /** The network is back: no reason to sit out the pause. */
  const connectNow = () => {
    if (socket === null && !stopped) connect();
  };

  connect();
  window.addEventListener('online', connectNow);
  return () => {
    stopped = true;
    window.clearTimeout(timer);
    window.removeEventListener('online', connectNow);
    socket?.close();
  };
}
