import { z } from 'zod/v4';

const code = z.string().regex(/^[A-Z][A-Z0-9_]+$/);
const message = z.string().min(1);

const substance = {
	details: z.unknown().optional(),
	issues: z.unknown().optional(),
	errors: z.unknown().optional(),
	validationErrors: z.unknown().optional(),
	reason: z.string().optional(),
	retryAfterSeconds: z.number().optional(),
};

/** Body of an error; the first form is the newest one, the others are open. */
export const errorBody = z
	.union([
		z.strictObject({ error: message, code, ...substance }),
		z.strictObject({ code, message, ...substance }),
		z.strictObject({ code, ...substance }),
		z.strictObject({ error: z.strictObject({ code, message }) }),
		z.strictObject({ error: message }),
		z.strictObject({ message }),
	])
	.meta({
		id: 'Error',
		description: 'The form of errors is open; the text can also be empty, HTML or cut short.',
	});

export type ErrorBody = z.input<typeof errorBody>;

/** The error answers that every route declares. */
export const errorAnswers = { '4xx': errorBody, '5xx': errorBody };
