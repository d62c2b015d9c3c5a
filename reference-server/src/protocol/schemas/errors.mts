import { z } from 'zod/v4';

const code = z.string().regex(/^[A-Z][A-Z0-9_]+$/);
const message = z.string().min(1);

/** Body of an error; the documentation leaves its form open. */
export const errorBody = z
	.union([
		z.strictObject({ code, message, details: z.unknown().optional() }),
		z.strictObject({ code, details: z.unknown().optional() }),
		z.strictObject({ code, error: message }),
		z.strictObject({ error: z.strictObject({ code, message }) }),
		z.strictObject({ error: z.string().min(1) }),
		z.strictObject({ message }),
	])
	.describe('The form of errors is open; the text can also be empty, HTML or cut short.');

export type ErrorBody = z.input<typeof errorBody>;

/** The error answers that every route declares. */
export const errorAnswers = { '4xx': errorBody, '5xx': errorBody };
