/** The nonce of this page's content security policy, for every library that writes a style element. */
import { setNonce } from 'get-nonce';

export const cspNonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';

// The scroll lock of dialogs takes its nonce from here, not from Mantine.
setNonce(cspNonce);
