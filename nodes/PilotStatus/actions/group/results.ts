import { isObject, readField } from '../../../shared/values/json';
import { failureFromOddResponse, failureFromResponse } from '../../../shared/words/errors';
import type { RequestContext } from '../../../shared/words/errors';
import { cut } from '../../../shared/words/failure';
import type { RequestFailure } from '../../../shared/words/failure';
import { isAboutSomebody, numberOf, placesIn } from '../../../shared/values/participants';

/** What the API says of one person. */
export interface Told {
	success: boolean;
	status?: number;
	reason?: string;
}

/** What a list or an object of results says about somebody. */
export interface Entry {
	/** Who it is, in one of the forms of a participant. */
	who: unknown;
	says: unknown;
}

/** Longest reason of the API's own, in characters. */
const LONGEST_REASON = 300;

/** Statuses of per-participant results (section 2 of the API's documentation, open point). */
const REASONS: Readonly<Record<number, string>> = {
	403: 'Privacy settings do not allow adding this person: send the invite link',
	404: 'Not a member of the group',
	408: 'Left the group recently: send the invite link',
	409: 'Already a member of the group',
};

/** Where results may be (section 2 of the API's documentation, open point). */
const CONTAINERS = ['participants', 'results', 'result', 'data', 'updateParticipants'];

/** How deep containers may lie within each other. */
const DEEPEST = 3;

/** A status: text or number, perhaps as `Error: 403`, and only when it is an HTTP-like one. */
function statusOf(value: unknown): number | undefined {
	const match = /^(?:error:?\s*)?([1-5]\d\d)$/i.exec(String(value).trim());
	return match ? Number(match[1]) : undefined;
}

/** What a word or a flag says: done or not; undefined where it says neither. */
function signOf(value: unknown): boolean | undefined {
	const word = String(value).trim();
	if (/^(true|ok|done|success(ful(ly)?)?|added|removed|promoted|demoted)$/i.test(word)) return true;
	if (/^(false|error|fail(ed|ure)?|refused|rejected|denied|forbidden)\b/i.test(word)) return false;
	return undefined;
}

/**
 * What one result says, whoever it concerns; undefined where it says nothing, or one thing and its contrary.
 * @param doneStatus a status that counts as success, since a repeated request may find its own work done
 */
export function tell(says: unknown, doneStatus?: number): Told | undefined {
	const fields = isObject(says) ? says : { status: says as string };
	const error = readField(fields, 'error');
	const stated = ['status', 'statusCode', 'code'].map((name) => readField(fields, name));
	const status = [...stated, error].map(statusOf).find((value) => value !== undefined);
	if (status !== undefined && status === doneStatus) return { success: true, status };
	const complaints = [readField(fields, 'reason'), error].filter(
		(value) => statusOf(value) === undefined && (isObject(value) || isText(value)),
	);
	const signs = [
		status === undefined ? undefined : status < 300,
		...[stated[0], readField(fields, 'success'), readField(fields, 'ok')].map(signOf),
		complaints.length > 0 ? false : undefined,
		// The engine of Evolution GO numbers: a person without an error has the error 0.
		error === 0 || error === false ? true : undefined,
	].filter((sign) => sign !== undefined);
	const [success] = signs;
	if (success === undefined || signs.includes(!success)) return undefined;
	const told = { success, ...(status !== undefined && { status }) };
	if (success) return told;
	const inner = complaints.find(isObject);
	const said = [...complaints, inner && readField(inner, 'message'), readField(fields, 'message')];
	const reason = REASONS[status ?? 0] ?? said.find(isText);
	return {
		...told,
		reason: cut(reason ?? 'WhatsApp refused this person without a reason', LONGEST_REASON),
	};
}

const isText = (value: unknown): value is string =>
	typeof value === 'string' && value.trim() !== '';

/** The results in a response, in its order, from whichever form it has; none where it names nobody. */
export function readEntries(body: unknown, depth = 0): Entry[] {
	if (Array.isArray(body)) {
		return body.flatMap((one) => {
			const keyed = entriesByKey(one);
			return keyed.length > 0 ? keyed : [{ who: one, says: isObject(one) ? one : undefined }];
		});
	}
	if (!isObject(body) || depth > DEEPEST) return [];
	const keyed = entriesByKey(body);
	if (keyed.length > 0) return keyed;
	if (isAboutSomebody(body)) return [{ who: body, says: body }];
	for (const name of CONTAINERS) {
		const entries = readEntries(readField(body, name), depth + 1);
		if (entries.length > 0) return entries;
	}
	return [];
}

/** Results in an object whose keys are JIDs. */
function entriesByKey(object: unknown): Entry[] {
	if (!isObject(object)) return [];
	return Object.entries(object)
		.filter(([key]) => isAboutSomebody(key))
		.map(([key, says]) => ({ who: key, says }));
}

/** What a response that names nobody says against everybody; undefined where it says nothing against them. */
function readRefusal(body: unknown, depth = 0): Told | undefined {
	const told = tell(body);
	if (told && !told.success) return told;
	if (!isObject(body) || depth > DEEPEST) return undefined;
	return CONTAINERS.map((name) => readField(body, name))
		.filter(isObject)
		.map((inner) => readRefusal(inner, depth + 1))
		.find((refusal) => refusal !== undefined);
}

/**
 * What the API says of each number that was asked for, from whichever form its response has (section 2, open point).
 * Results are matched by digits, then by twins (Brazil, Mexico, Argentina). What hides its number is matched when it is
 * the only one left for the only one left, then by its position when the lengths agree and nothing else stands elsewhere.
 * @param body the API's response
 * @param asked digits without plus
 * @param doneStatus as `tell` takes it
 * @returns one for each number, in the order asked; undefined where the response says nothing of a number
 */
export function readResults(
	body: unknown,
	asked: string[],
	doneStatus?: number,
): Array<Told | undefined> {
	const entries = readEntries(body);
	if (entries.length === 0) {
		const refusal = readRefusal(body);
		const isOwnWork = doneStatus !== undefined && refusal?.status === doneStatus;
		return asked.map(() => (isOwnWork ? undefined : refusal));
	}
	const numbers = entries.map(({ who }) => numberOf(who));
	const placesOf = placesIn(numbers);
	const found = new Map<number, number>();
	const taken = new Set<number>();
	for (const spelling of ['same', 'twin'] as const) {
		for (const [index, number] of asked.entries()) {
			if (found.has(index)) continue;
			const place = placesOf(number, spelling).find((candidate) => !taken.has(candidate));
			if (place === undefined) continue;
			taken.add(place);
			found.set(index, place);
		}
	}
	const open = [...asked.keys()].filter((index) => !found.has(index));
	const left = [...entries.keys()].filter((place) => !taken.has(place));
	const isHidden = (place: number) => numbers[place] === undefined;
	if (open.length === 1 && left.length === 1 && isHidden(left[0]!)) {
		found.set(open[0]!, left[0]!);
	} else if (
		entries.length === asked.length &&
		[...found].every(([index, place]) => index === place)
	) {
		for (const index of open) if (isHidden(index)) found.set(index, index);
	}
	return asked.map((_number, index) => {
		const place = found.get(index);
		return place === undefined ? undefined : tell(entries[place]!.says, doneStatus);
	});
}

/**
 * The failure of a 2xx whose body says that nothing was done (`{ success: false }`, `{ status: "error" }`); undefined
 * where it does not say so.
 */
export function failureFromRefusal(
	body: unknown,
	context: RequestContext = {},
): RequestFailure | undefined {
	if (!readRefusal(body)) return undefined;
	return failureFromResponse({ statusCode: 200, json: body, fate: 'refused' }, context);
}

/**
 * The failure of a 2xx that lacks what the operation needs: refused, or odd.
 * @param what e.g. `no link`
 */
export function failureFromLack(body: unknown, what: string, context: RequestContext = {}) {
	return failureFromRefusal(body, context) ?? failureFromOddResponse(200, what, context);
}
