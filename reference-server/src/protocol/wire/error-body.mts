import type { ErrorBody } from '../schemas/errors.mts';
import type { ApiError } from '../../whatsapp/api-error.mts';
import type { RefusedField } from '../refused-fields.mts';
import type { Shapes } from '../shapes.mts';

/** An error's answer: JSON (checked against the schema), or raw bytes with their content type. */
export type ErrorAnswer = { json: ErrorBody } | { raw: string; contentType?: string };

const JSON_TYPE = 'application/json; charset=utf-8';

/**
 * Puts an error into the form that the switches ask for.
 *
 * @param generic where the substance of a 400 of the values is, if not in its text
 */
export function errorAnswer(
	error: ApiError,
	shape: Shapes['errorBody'],
	generic: Shapes['genericRefusal'],
): ErrorAnswer {
	const { apiCode: code, details, rest } = error;
	const hidden = generic !== 'none' && code === 'VALIDATION_ERROR';
	const message = hidden ? 'Validation error' : error.message;
	const more = hidden ? substance(error, generic) : details === undefined ? {} : { details };
	if (code === null) return { json: { error: message } };
	switch (shape) {
		case 'errorCodeDetails':
			return { json: { error: message, code, ...more, ...rest } };
		case 'codeMessageDetails':
			return { json: { code, message, ...more, ...rest } };
		case 'codeDetails':
			return { json: { code, ...(Object.keys(more).length ? more : { details: message }) } };
		case 'code':
			return { json: { code } };
		case 'nested':
			return { json: { error: { code, message } } };
		case 'upperSnake':
			return { json: { error: code } };
		case 'text':
			return { json: { error: message } };
		case 'message':
			return { json: { message } };
		case 'empty':
			return { raw: '' };
		case 'html':
			return { raw: htmlPage(error.status), contentType: 'text/html; charset=utf-8' };
		case 'truncated': {
			const text = JSON.stringify({ error: message, code, ...more });
			return { raw: text.slice(0, Math.floor(text.length / 2)), contentType: JSON_TYPE };
		}
	}
}

/** A page as web servers answer it. */
export function htmlPage(status: number): string {
	return `<!DOCTYPE html><html><head><title>${status}</title></head><body><h1>${status}</h1></body></html>`;
}

/** Each of its places with another form of it, as lists and objects of either kind have been seen. */
function substance(
	{ details }: ApiError,
	place: Exclude<Shapes['genericRefusal'], 'none'>,
): Partial<Record<typeof place, unknown>> {
	const { fields } = details as { fields: RefusedField[] };
	const named = fields.map(({ pointer, message }) => ({
		field: pointer.slice(1).replaceAll('/', '.'),
		message,
	}));
	switch (place) {
		case 'details':
			return { details: named.map(({ field: path, message }) => ({ path, message })) };
		case 'issues':
			return { issues: named.map(({ field, message }) => ({ path: field.split('.'), message })) };
		case 'errors':
			return { errors: named };
		case 'validationErrors': {
			const [{ field: key, message: reason }] = named as [(typeof named)[0]];
			return { validationErrors: { key, reason } };
		}
	}
}
