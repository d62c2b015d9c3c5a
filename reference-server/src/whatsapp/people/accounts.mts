import { personByNumber } from '../state.mts';
import type { State } from '../state.mts';

/** What WhatsApp says of a number that was asked for. */
export interface Account {
	/** As WhatsApp has it, digits; null without an account. */
	number: string | null;
	name: string | null;
}

/**
 * Whether a number has WhatsApp, tried with and without Brazil's ninth digit. Who is not listed is an ordinary person.
 *
 * @param digits with or without `+`
 */
export function lookUp(state: State, digits: string): Account {
	const asked = digits.replace(/^\+/, '');
	const person = personByNumber(state, asked);
	if (!person) return { number: asked, name: null };
	return person.onWhatsApp ? person : { number: null, name: null };
}
