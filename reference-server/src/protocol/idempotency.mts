import { ApiError } from '../whatsapp/api-error.mts';
import type { Clock } from '../whatsapp/clock.mts';
import type { WhatsAppNumber } from '../whatsapp/model.mts';
import { idempotencyKey } from './schemas/send.mts';

/** How long an accepted request is remembered under its key (SDK 1.15.0), in milliseconds. */
const KEPT_MS = 24 * 60 * 60 * 1000;

/** What the key of a request means for it. */
export type Claim =
	/** It was accepted before: the answer of then, as JSON. */
	| { replay: string }
	/** It is to be carried out; the key is taken until `settle` says what the API answered. */
	| { settle: (status: number, answer: string) => void };

/** The keys that requests came with. */
export interface IdempotencyKeys {
	/**
	 * Claims a key for a request of a number.
	 *
	 * @param body the request's body, read as JSON
	 * @throws ApiError 400 IDEMPOTENCY_KEY_INVALID, 409 IDEMPOTENCY_KEY_IN_USE or IDEMPOTENCY_KEY_REUSED
	 */
	claim(owner: WhatsAppNumber, key: string, body: unknown): Claim;
	/** Forgets all keys. */
	clear(): void;
}

interface Kept {
	body: string;
	/** Undefined while the first request is running. */
	answer?: string;
	/** When it was accepted, milliseconds since the epoch. */
	at: number;
}

/** No keys yet. Those of accepted requests are kept for 24 hours of the clock, for each number of each tenant. */
export function createIdempotencyKeys(clock: Clock): IdempotencyKeys {
	const keys = new Map<string, Kept>();
	return {
		claim({ tenantId, id }, key, body) {
			if (!idempotencyKey.safeParse(key).success) {
				throw new ApiError(
					400,
					'IDEMPOTENCY_KEY_INVALID',
					'Idempotency-Key must have 1 to 255 characters and no control characters.',
				);
			}
			const name = JSON.stringify([tenantId, id, key]);
			const known = keys.get(name);
			const running = known?.answer === undefined;
			if (known && (running || clock.now() - known.at < KEPT_MS)) {
				return { replay: keptAnswer(known, canonical(body)) };
			}
			const kept: Kept = { body: canonical(body), at: clock.now() };
			keys.set(name, kept);
			const settle = (status: number, answer: string) => {
				// After a reset the key can be another request's.
				if (keys.get(name) !== kept) return;
				if (status >= 200 && status < 300) Object.assign(kept, { answer, at: clock.now() });
				else keys.delete(name);
			};
			return { settle };
		},
		clear: () => keys.clear(),
	};
}

function keptAnswer({ answer, body }: Kept, now: string): string {
	if (answer === undefined) {
		throw new ApiError(
			409,
			'IDEMPOTENCY_KEY_IN_USE',
			'The first request with this Idempotency-Key is still running.',
		);
	}
	if (body === now) return answer;
	throw new ApiError(
		409,
		'IDEMPOTENCY_KEY_REUSED',
		'A request with another body was accepted with this Idempotency-Key.',
	);
}

/** JSON with the keys of every object in order: how bodies are compared is open, this is our choice. */
function canonical(value: unknown): string {
	return JSON.stringify(value, (_key, part: unknown) =>
		part !== null && typeof part === 'object' && !Array.isArray(part)
			? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
			: part,
	);
}
