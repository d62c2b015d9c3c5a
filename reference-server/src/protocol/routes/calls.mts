import { ApiError } from '../../whatsapp/api-error.mts';
import {
	acceptCall,
	playInCall,
	rejectCall,
	startCall,
	terminateCall,
} from '../../whatsapp/calls/life.mts';
import type { Call } from '../../whatsapp/calls/model.mts';
import type { WhatsAppNumber } from '../../whatsapp/model.mts';
import type { State } from '../../whatsapp/state.mts';
import { numberOf } from '../context.mts';
import type { App, Context } from '../context.mts';
import { newestFirst } from '../paging.mts';
import { validationError } from '../refused-fields.mts';
import {
	acceptCallBody,
	callActionAnswer,
	callDetails,
	callList,
	callParams,
	callQuery,
	callsQuery,
	playBody,
	startCallAnswer,
	startCallBody,
} from '../schemas/calls.mts';
import { errorAnswers } from '../schemas/errors.mts';
import { callBody, callDetailsBody } from '../wire/calls.mts';

/** What every endpoint about single calls needs. */
const CALL_CONFIG = {
	access: { scope: 'number', features: ['calls'] },
	basis: { mark: 'sdk', source: 'CallsResource' },
} as const;

/** `/calls`: starting, following, taking and ending them. */
export function addCallRoutes(app: App, { state, clock }: Context): void {
	const config = CALL_CONFIG;
	const acting = { ...config, access: { ...config.access, session: true } } as const;

	app.post(
		'/calls',
		{
			config: acting,
			schema: { body: startCallBody, response: { 200: startCallAnswer, ...errorAnswers } },
		},
		async (request) => {
			const number = numberOf(request);
			checkSdp(number, request.body.sdp);
			const { id, externalCallId, status } = startCall(state, clock, number, request.body);
			return { id, externalCallId, status };
		},
	);

	app.get(
		'/calls',
		{ config, schema: { querystring: callsQuery, response: { 200: callList, ...errorAnswers } } },
		async (request) => {
			const { limit, before } = request.query;
			const { id } = numberOf(request);
			const end = before === undefined ? Infinity : Date.parse(before);
			const found = state.calls.filter(
				({ numberId, startedAt }) => numberId === id && Date.parse(startedAt) < end,
			);
			const sorted = newestFirst(found, ({ startedAt }) => startedAt);
			return { calls: sorted.slice(0, limit).map((call) => callBody(state, call)) };
		},
	);

	app.get(
		'/calls/:callId',
		{
			config,
			schema: {
				params: callParams,
				querystring: callQuery,
				response: { 200: callDetails, ...errorAnswers },
			},
		},
		async (request) => {
			const call = findCall(state, numberOf(request), request.params.callId);
			return callDetailsBody(state, call, request.query.includeSdp === '1');
		},
	);

	app.post(
		'/calls/:callId/accept',
		{
			config: acting,
			schema: {
				params: callParams,
				body: acceptCallBody,
				response: { 200: callActionAnswer, ...errorAnswers },
			},
		},
		async (request) => {
			const number = numberOf(request);
			const { sdp } = request.body;
			checkSdp(number, sdp);
			const call = findCall(state, number, request.params.callId);
			acceptCall(state, clock, call, sdp ?? null);
			return done(call);
		},
	);

	const ending = { reject: rejectCall, terminate: terminateCall };
	for (const [name, end] of Object.entries(ending)) {
		app.post(
			`/calls/:callId/${name}`,
			{
				config: acting,
				schema: { params: callParams, response: { 200: callActionAnswer, ...errorAnswers } },
			},
			async (request) => {
				const call = findCall(state, numberOf(request), request.params.callId);
				end(state, clock, call);
				return done(call);
			},
		);
	}

	app.post(
		'/calls/:callId/play',
		{
			config: { ...acting, access: { ...acting.access, features: ['calls', 'recordings'] } },
			schema: {
				params: callParams,
				body: playBody,
				response: { 200: callActionAnswer, ...errorAnswers },
			},
		},
		async (request) => {
			const call = findCall(state, numberOf(request), request.params.callId);
			playInCall(state, call, request.body.mediaUrl);
			return done(call);
		},
	);
}

function done({ id, status }: Call) {
	return { success: true as const, id, status };
}

/** By its own id or the provider's. */
function findCall(state: State, number: WhatsAppNumber, callId: string): Call {
	const call = state.calls.find(
		({ numberId, id, externalCallId }) =>
			numberId === number.id && [id, externalCallId].includes(callId),
	);
	if (call) return call;
	throw new ApiError(404, 'CALL_NOT_FOUND', `There is no call ${callId}.`);
}

/** Meta's sides describe themselves, QR numbers' do not. */
function checkSdp({ provider }: WhatsAppNumber, sdp: string | undefined): void {
	const isMeta = provider === 'meta';
	if (isMeta === (sdp !== undefined)) return;
	const message = isMeta ? 'needed on Meta Cloud API numbers' : 'not on QR numbers';
	throw validationError([{ in: 'body', pointer: '/sdp', message }]);
}
