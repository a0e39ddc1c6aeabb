import { viewOfEverything } from '../../graph/model/view-authority.ts';
import type { View } from '../../graph/model/view.ts';

/** Who asks, and what he may see. */
export interface Principal {
  readonly name: string;
  readonly role: string;
  readonly view: View;
}

/**
 * The only place where a reader gets a view. This version has no accounts: whoever reaches the port is on this machine
 * (`loopback.ts` refuses every other bind) and sees everything.
 */
export function authorize(): Principal {
  return { name: 'local', role: 'everything', view: viewOfEverything() };
}

/** For filling the index, rebuilding and verifying: not a reader, so nothing is hidden from it. */
export function authorizeSystem(): View {
  return viewOfEverything();
}
