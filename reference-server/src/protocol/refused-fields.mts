import { ApiError } from '../whatsapp/api-error.mts';

/** Where a value was refused. `pointer` is a JSON pointer (RFC 6901); empty means the whole part. */
export interface RefusedField {
	in: 'body' | 'query' | 'path' | 'header';
	pointer: string;
	message: string;
}

/** Builds a JSON pointer from property names and array indexes. */
export function jsonPointer(path: readonly PropertyKey[]): string {
	return path
		.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`)
		.join('');
}

/**
 * A 400 that names every refused field. The API documents neither this code nor these details:
 * VALIDATION_ERROR and `{ fields: [{ in, pointer, message }] }` are our choice.
 */
export function validationError(fields: RefusedField[]): ApiError {
	const sentence = fields
		.map((field) => `${field.in} ${field.pointer || '/'}: ${field.message}`)
		.join('; ');
	return new ApiError(400, 'VALIDATION_ERROR', sentence, { fields });
}
