import { Failure, quote } from '../words/failure';

/** Endpoints that stand where an id could stand (sections 3 and 4 of the API's documentation). */
const SIBLINGS = new Map([
	['/messages', ['history', 'unread', 'group', 'send', 'cancel', 'typing']],
	['/calls', ['permissions']],
	['/numbers', ['check']],
	['/referrals', ['summary']],
]);

/**
 * The one builder of paths with an id in them. Ids hold `@`, and on Meta numbers also `:` and `=`, so they are
 * percent-encoded.
 * @param parent e.g. `/messages`
 * @param id of what the request is about
 * @param tail rest of the path, e.g. `/participants`
 * @param field label of the field that holds the id, for the sentence of a failure
 * @throws Failure for an id that would lead to another endpoint
 */
export function pathTo(parent: string, id: string, field: string, tail = ''): string {
	const isEndpoint = SIBLINGS.get(parent)?.includes(id.toLowerCase());
	// Dots are not encoded, and URLs resolve them, in this spelling as well.
	if (id !== '' && !isEndpoint && !/^(\.|%2e){1,2}$/i.test(id)) {
		return `${parent}/${encodeURIComponent(id)}${tail}`;
	}
	throw new Failure(
		`${quote(id)} in '${field}' is not an ID`,
		`Give the ID itself, as the API or an earlier node gave it.`,
	);
}
