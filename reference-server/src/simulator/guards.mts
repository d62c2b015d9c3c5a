import type { IncomingHttpHeaders } from 'node:http';

import type { FastifyError } from 'fastify';

import type { App } from '../protocol/context.mts';
import { ApiError } from '../whatsapp/api-error.mts';

/**
 * Scripts and styles come from this server alone, and nothing may write markup from text. Pictures,
 * videos and sounds may come by https, as the page loads them only when somebody asks for them.
 */
const CONTENT_SECURITY_POLICY = [
	"default-src 'self'",
	"img-src 'self' https:",
	"media-src 'self' https:",
	"object-src 'none'",
	"base-uri 'none'",
	"form-action 'none'",
	"frame-ancestors 'none'",
	"require-trusted-types-for 'script'",
	"trusted-types 'none'",
].join('; ');

const SECURITY_HEADERS = {
	'content-security-policy': CONTENT_SECURITY_POLICY,
	'cross-origin-opener-policy': 'same-origin',
	'cross-origin-resource-policy': 'same-origin',
	'referrer-policy': 'no-referrer',
	'x-content-type-options': 'nosniff',
	'cache-control': 'no-store',
};

/** Whatever a browser may be tricked into beyond what the door keeps out, such as bodies that need no preflight. */
export function addGuards(app: App): void {
	app.removeContentTypeParser('text/plain');
	app.addHook('onRequest', async (request, reply) => {
		reply.headers(SECURITY_HEADERS);
		checkOrigin(request.headers, request.method);
	});
	app.setErrorHandler((error: FastifyError | ApiError, _request, reply) => {
		const { message } = error;
		if (error instanceof ApiError) {
			const { status, apiCode: code, details } = error;
			return reply.code(status).send({ code, message, details });
		}
		return reply.code(error.statusCode ?? 500).send({ code: error.code, message });
	});
	app.setNotFoundHandler((request) => {
		throw new ApiError(404, 'NOT_FOUND', `The simulator has no ${request.method} ${request.url}.`);
	});
}

/**
 * Browsers send Origin with every request that changes something; which ones are let in is decided
 * at the door, for all routes.
 *
 * @throws ApiError 403
 */
function checkOrigin({ host, origin }: IncomingHttpHeaders, method: string): void {
	if (method === 'GET' || origin !== undefined) return;
	throw new ApiError(403, 'FOREIGN_ORIGIN', `The header Origin must be http://${host}.`);
}
