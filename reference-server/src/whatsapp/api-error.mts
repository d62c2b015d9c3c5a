import type { ApiCodeName } from './api-codes.mts';

/** One refusal, as the API would give it; the error handler turns it into the chosen error shape. */
export class ApiError extends Error {
	readonly status: number;
	/** Null where the API says none. */
	readonly apiCode: ApiCodeName | SimulatorCode | null;
	readonly details: unknown;
	/** Further keys of the body, beside code and text. */
	readonly rest: Readonly<Record<string, string>>;

	/**
	 * @param status HTTP status, 400–599
	 * @param apiCode stable code in UPPER_SNAKE, or null for none
	 * @param message one sentence
	 * @param details left out of the answer when undefined
	 * @param rest further keys of the body
	 */
	constructor(
		status: number,
		apiCode: ApiCodeName | SimulatorCode | null,
		message: string,
		details?: unknown,
		rest: Readonly<Record<string, string>> = {},
	) {
		super(message);
		this.name = 'ApiError';
		this.status = status;
		this.apiCode = apiCode;
		this.details = details;
		this.rest = rest;
	}
}

/** Codes of the simulator, which is no part of the API. */
type SimulatorCode = 'FOREIGN_ORIGIN' | 'NOT_FOUND' | 'NOT_POSSIBLE' | 'PHONE_OFFLINE';
