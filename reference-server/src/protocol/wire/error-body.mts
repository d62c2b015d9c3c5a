import type { ErrorBody } from '../schemas/errors.mts';
import type { ApiError } from '../../whatsapp/api-error.mts';
import type { Shapes } from '../shapes.mts';

/** An error's answer: JSON (checked against the schema), or raw bytes with their content type. */
export type ErrorAnswer = { json: ErrorBody } | { raw: string; contentType?: string };

const JSON_TYPE = 'application/json; charset=utf-8';

/** Puts an error into the form that the switch `errorBody` asks for. */
export function errorAnswer(error: ApiError, shape: Shapes['errorBody']): ErrorAnswer {
	const { apiCode: code, message, details } = error;
	const full = { code, message, ...(details === undefined ? {} : { details }) };
	switch (shape) {
		case 'codeMessageDetails':
			return { json: full };
		case 'codeDetails':
			return { json: { code, details: details ?? message } };
		case 'codeError':
			return { json: { code, error: message } };
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
			return {
				raw: `<!DOCTYPE html><html><head><title>${error.status}</title></head><body><h1>${error.status}</h1></body></html>`,
				contentType: 'text/html; charset=utf-8',
			};
		case 'truncated': {
			const text = JSON.stringify(full);
			return { raw: text.slice(0, Math.floor(text.length / 2)), contentType: JSON_TYPE };
		}
	}
}
