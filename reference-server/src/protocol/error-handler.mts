import type { FastifyError, FastifyReply } from 'fastify';
import { ResponseSerializationError } from 'fastify-type-provider-zod';
import type { ZodError } from 'zod/v4';

import type { App, Context } from './context.mts';
import { ApiError } from '../whatsapp/api-error.mts';
import { validationError } from './refused-fields.mts';
import { refusedFields } from './validation.mts';
import { errorAnswer } from './wire/error-body.mts';

/** The one place where a refusal becomes an answer. */
export function addErrorHandling(app: App, context: Context): void {
	app.setErrorHandler((error: FastifyError, _request, reply) => {
		const known = asApiError(error);
		// A fault of the server itself is shown whole, whatever shape errors have at the moment.
		const shape = known.status === 500 ? 'codeMessageDetails' : context.shapes.errorBody;
		return sendError(known, shape, reply);
	});
	app.setNotFoundHandler((request, reply) => {
		const error = new ApiError(
			404,
			'ENDPOINT_NOT_FOUND',
			`There is no endpoint ${request.method} ${request.url.split('?', 1)[0]}.`,
		);
		return sendError(error, context.shapes.errorBody, reply);
	});
}

function asApiError(error: FastifyError): ApiError {
	if (error instanceof ApiError) return error;
	if (error instanceof ResponseSerializationError) {
		return new ApiError(
			500,
			'REFERENCE_SERVER_WRONG_ANSWER',
			`The reference server's own answer to ${error.method} ${error.url} breaks its schema.`,
			{ fields: refusedFields(error.cause as unknown as ZodError, 'body') },
		);
	}
	if (error.statusCode !== undefined && error.statusCode < 500) {
		return validationError([{ in: 'header', pointer: '', message: error.message }]);
	}
	return new ApiError(500, 'REFERENCE_SERVER_FAILED', error.stack ?? error.message);
}

function sendError(
	error: ApiError,
	shape: Context['shapes']['errorBody'],
	reply: FastifyReply,
): FastifyReply {
	const answer = errorAnswer(error, shape);
	reply.code(error.status).removeHeader('content-type');
	if ('json' in answer) return reply.send(answer.json);
	if (answer.contentType) reply.type(answer.contentType);
	// Raw bytes pass by the serializer: they are meant to be no JSON of the schema.
	return reply.send(Buffer.from(answer.raw));
}
