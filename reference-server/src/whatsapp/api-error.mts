/** One refusal, as the API would give it; the error handler turns it into the chosen error shape. */
export class ApiError extends Error {
	readonly status: number;
	readonly apiCode: string;
	readonly details: unknown;

	/**
	 * @param status HTTP status, 400–599
	 * @param apiCode stable code in UPPER_SNAKE
	 * @param message one sentence
	 * @param details left out of the answer when undefined
	 */
	constructor(status: number, apiCode: string, message: string, details?: unknown) {
		super(message);
		this.name = 'ApiError';
		this.status = status;
		this.apiCode = apiCode;
		this.details = details;
	}
}
