import type { IDataObject } from 'n8n-workflow';

import type { Send } from '../shared/requests/request';
import { keptEvents } from '../shared/webhooks/registrations';
import type { Registration } from '../shared/webhooks/registrations';
import { Failure } from '../shared/words/failure';
import { ALL_EVENTS, eventName } from './events';

/** What the webhook should be. */
export interface Wanted {
	/** n8n's address of this node, with the token. */
	url: string;
	active: true;
	events: string[];
	/** Those of the events that the user picked: without one of them, the webhook is of no use. */
	picked: string[];
}

/**
 * The webhooks of this node: those whose URL is its address, whatever follows it, and those that carry its path and
 * token at an address that n8n had before.
 */
export function findOurs(list: Registration[], url: string): Registration[] {
	const ours = placeOf(url);
	return list.filter((found) => {
		const place = placeOf(found.url);
		const hasMoved = place.path === ours.path && place.token === ours.token;
		return hasMoved || place.address === ours.address;
	});
}

/** The parts of a URL that tell whose it is; the API may write host and port in another way than we did. */
function placeOf(url: string): { address: string; path?: string; token?: string | null } {
	if (!URL.canParse(url)) return { address: url };
	const { origin, pathname, searchParams } = new URL(url);
	return { address: origin + pathname, path: pathname, token: searchParams.get('token') };
}

/** What a PATCH has to change, or undefined when the webhook fits. */
export function differences(found: Registration, wanted: Wanted): IDataObject | undefined {
	const { events } = found;
	const sameEvents =
		events?.length === wanted.events.length && wanted.events.every((one) => events.includes(one));
	const changes = {
		...(found.url !== wanted.url && { url: wanted.url }),
		...(!found.active && { active: true }),
		...(!sameEvents && { events: wanted.events }),
	};
	return Object.keys(changes).length > 0 ? changes : undefined;
}

/**
 * Compares the events that the API keeps with those that were picked: what the number's provider cannot emit is
 * dropped silently. Where nobody can tell, they pass.
 * For all events, the API may keep each by its name.
 */
export async function requireEvents(
	send: Send,
	id: string,
	body: unknown,
	picked: string[],
): Promise<void> {
	const kept = await keptEvents(send, id, body);
	const isKept = (event: string, all: string[]) =>
		event === ALL_EVENTS ? all.length > 0 : all.includes(event);
	const missing = kept ? picked.filter((event) => !isKept(event, kept)) : [];
	if (missing.length === 0) return;
	const names = missing.map((event) => `'${eventName(event)}'`).join(', ');
	throw new Failure(
		`This WhatsApp number cannot send ${names}: remove ${missing.length > 1 ? 'these events' : 'this event'} from 'Trigger On'`,
		'What a number can send depends on how it is connected: calls need a Meta number, newsletters a number paired by QR code, and groups on Meta an approved Official Business Account.',
	);
}
