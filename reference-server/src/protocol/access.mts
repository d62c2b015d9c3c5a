import type { IncomingHttpHeaders } from 'node:http';

import type { Access, Context, Exchange } from './context.mts';
import type { Shapes } from './shapes.mts';
import type { ApiKey, WhatsAppNumber } from '../whatsapp/model.mts';
import { ApiError } from '../whatsapp/api-error.mts';
import { checkFeature } from '../whatsapp/engines/features.mts';
import type { State } from '../whatsapp/state.mts';

/**
 * Who is calling, and may they: key (401), scope (403), provider (400), session (409), in this
 * order and before the request's own values are looked at. Fills in the exchange's key and number.
 *
 * @throws ApiError
 */
export function checkAccess(
	{ state, shapes }: Pick<Context, 'state' | 'shapes'>,
	access: Access,
	headers: IncomingHttpHeaders,
	exchange: Exchange,
): void {
	const key = findKey(state, headers);
	exchange.key = key;
	exchange.entry.keyId = key.id;

	const named = key.scope === 'tenant' ? headers['x-whatsapp-number-id'] : undefined;
	const number =
		typeof named === 'string' ? grantedNumber(state, key, named) : ownNumber(state, key);
	if (access.scope === 'number' && !mayActFor(number, access, key, shapes)) {
		throw tenantRefusal(access, shapes);
	}
	const isRefused = access.scope === 'tenant' && shapes.numberKeysOnNumbers === 'refused';
	if (isRefused && key.scope === 'number') {
		const sentence = 'This endpoint needs a tenant-scoped key.';
		throw new ApiError(403, 'NUMBER_SCOPE_NOT_ALLOWED', sentence);
	}
	if (access.permission !== undefined && key.lacks?.includes(access.permission)) {
		const sentence = `The key lacks the permission ${access.permission}.`;
		throw new ApiError(403, 'PERMISSION_DENIED', sentence);
	}
	exchange.number = number;
	if (number) {
		for (const feature of access.features ?? []) checkFeature(number, feature);
		if (access.session) checkSession(number);
	}
}

function tenantRefusal({ tenant }: Access, shapes: Shapes): ApiError {
	if (tenant === 'conversations' && shapes.tenantConversations === 'number') {
		return new ApiError(400, 'NUMBER_NOT_FOUND', 'The key has no number.');
	}
	return new ApiError(
		tenant === 'history' ? shapes.tenantHistoryStatus : 403,
		'TENANT_SCOPE_NOT_ALLOWED',
		'A tenant-scoped key cannot use this endpoint; name a number or use a number-scoped key.',
	);
}

/** A tenant key acts for the number that it names. */
function mayActFor(
	number: WhatsAppNumber | undefined,
	{ acting }: Access,
	{ scope }: ApiKey,
	{ tenantKeyWithNumber }: Shapes,
): boolean {
	if (scope === 'tenant' && acting && tenantKeyWithNumber === 'refused') return false;
	return number !== undefined;
}

/**
 * Whether the number's phone can be reached.
 *
 * @throws ApiError 409 WHATSAPP_INSTANCE_NOT_CONNECTED
 */
export function checkSession(number: WhatsAppNumber): void {
	if (number.session === 'OPEN') return;
	throw new ApiError(
		409,
		'WHATSAPP_INSTANCE_NOT_CONNECTED',
		`The WhatsApp session of ${number.name} is ${number.session}, it must be OPEN.`,
	);
}

function findKey(state: State, headers: IncomingHttpHeaders): ApiKey {
	const raw = headers['x-api-key'];
	const id = headers['x-api-key-id'];
	if (raw === undefined && id === undefined) {
		throw new ApiError(401, 'INVALID_API_KEY', 'The header x-api-key is missing.');
	}
	const key = state.keys.find(
		(candidate) =>
			(raw === undefined || candidate.key === raw) && (id === undefined || candidate.id === id),
	);
	if (!key) throw new ApiError(401, 'INVALID_API_KEY', 'The API key is not valid.');
	return key;
}

/** The number that a tenant key names, where it may. */
function grantedNumber(state: State, key: ApiKey, numberId: string): WhatsAppNumber {
	const number = state.numbers.find(({ id }) => id === numberId);
	if (number?.tenantId === key.tenantId) return number;
	throw new ApiError(403, 'NUMBER_NOT_IN_GRANT', `The key does not reach the number ${numberId}.`);
}

function ownNumber(state: State, key: ApiKey): WhatsAppNumber | undefined {
	const number = state.numbers.find(({ id }) => id === key.numberId);
	if (key.scope === 'tenant' || number) return number;
	throw new ApiError(
		404,
		'LINKED_WHATSAPP_INSTANCE_NOT_FOUND',
		'The WhatsApp instance of this key does not exist any more.',
	);
}

/** The numbers that a key may see: a tenant key all of its tenant, a number key its own. */
export function reachableNumbers({ numbers }: State, key: ApiKey): WhatsAppNumber[] {
	return numbers.filter(
		({ id, tenantId }) =>
			tenantId === key.tenantId && (key.scope === 'tenant' || key.numberId === id),
	);
}

/**
 * A number that a key may see.
 *
 * @param code null where the API says none
 * @throws ApiError 404
 */
export function findNumber(
	state: State,
	key: ApiKey,
	numberId: string,
	code: 'NUMBER_NOT_FOUND' | null = 'NUMBER_NOT_FOUND',
): WhatsAppNumber {
	const number = reachableNumbers(state, key).find(({ id }) => id === numberId);
	if (number) return number;
	throw new ApiError(404, code, `There is no number ${numberId}.`);
}

/**
 * A number that a webhook is to be for must be of the key's tenant, and the key's own where it has one.
 *
 * @throws ApiError 404 NUMBER_NOT_FOUND or 400 NUMBER_MISMATCH
 */
export function checkNamedNumber(state: State, key: ApiKey, numberId: string): void {
	const number = state.numbers.find((candidate) => candidate.id === numberId);
	if (number?.tenantId !== key.tenantId) {
		throw new ApiError(404, 'NUMBER_NOT_FOUND', `There is no number ${numberId}.`);
	}
	if (key.numberId !== undefined && key.numberId !== numberId) {
		throw new ApiError(
			400,
			'NUMBER_MISMATCH',
			`The key belongs to ${key.numberId}, the request names ${numberId}.`,
		);
	}
}
