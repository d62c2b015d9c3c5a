import type { IncomingHttpHeaders } from 'node:http';

import type { Access, Exchange } from './context.mts';
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
	state: State,
	access: Access,
	headers: IncomingHttpHeaders,
	exchange: Exchange,
): void {
	const key = findKey(state, headers);
	exchange.key = key;
	exchange.entry.keyId = key.id;

	if (access.scope === 'number' && key.scope === 'tenant') {
		throw new ApiError(
			403,
			'TENANT_SCOPE_NOT_ALLOWED',
			'A tenant-scoped key cannot use this endpoint; use a number-scoped key.',
		);
	}
	exchange.number = findNumber(state, key, headers);
	if (exchange.number) {
		for (const feature of access.features ?? []) checkFeature(exchange.number, feature);
		if (access.session) checkSession(exchange.number);
	}
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
		// The documentation names no code for a 401: INVALID_API_KEY is our choice.
		throw new ApiError(401, 'INVALID_API_KEY', 'The header x-api-key is missing.');
	}
	const key = state.keys.find(
		(candidate) =>
			(raw === undefined || candidate.key === raw) && (id === undefined || candidate.id === id),
	);
	if (!key) throw new ApiError(401, 'INVALID_API_KEY', 'The API key is not valid.');
	return key;
}

function findNumber(
	state: State,
	key: ApiKey,
	headers: IncomingHttpHeaders,
): WhatsAppNumber | undefined {
	const named = headers['x-whatsapp-number-id'];
	if (typeof named === 'string') checkNamedNumber(state, key, named);
	const id = key.numberId ?? named;
	const number = state.numbers.find((candidate) => candidate.id === id);
	if (key.scope === 'number' && !number) {
		// The status is open; 404 is our choice.
		throw new ApiError(
			404,
			'LINKED_WHATSAPP_INSTANCE_NOT_FOUND',
			'The WhatsApp instance of this key does not exist any more.',
		);
	}
	return number;
}

/**
 * A number that a request names must be of the key's tenant, and the key's own where it has one.
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
