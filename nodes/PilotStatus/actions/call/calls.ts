import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { pathTo } from '../../../shared/requests/path';
import type { ApiRequest } from '../../../shared/requests/request';
import { readField, readObject } from '../../../shared/values/json';
import { isBlank } from '../../../shared/values/marks';
import { toText } from '../../../shared/values/text';
import {
	failureFromOddResponse,
	failureFromResponse,
	ofThisKey,
} from '../../../shared/words/errors';
import type { RequestContext } from '../../../shared/words/errors';
import { countryCodeOption, optionsField } from '../../fields';
import type { Operation } from '../../operation';
import type { Parameters } from '../../parameters';

const lacks = (sentence: string, hint: string) => ({
	advice: { FEATURE_NOT_SUPPORTED: { sentence: `This WhatsApp number cannot ${sentence}`, hint } },
});

/** What a number's kind may not have (section 4 of the API's documentation). */
export const CALLS = lacks(
	'call or be called through Pilot Status',
	'Use a number on the Meta Cloud API, or one paired by QR code on Evolution GO: others have no calls.',
);
export const RECORDINGS = lacks(
	'play recordings',
	'Use a number paired by QR code on Evolution GO. On a Meta number, what answers the SDP has to speak.',
);
export const PERMISSIONS = lacks(
	'ask for permission to call',
	'Only numbers on the Meta Cloud API need one: one paired by QR code on Evolution GO calls without, by Start.',
);

/** What an operation is about: its field, and how that is read. */
interface Subject {
	fields: [own: INodeProperties, options: INodeProperties];
	read(parameters: Parameters): string;
}

const ID_HINT = "The 'id' that Start gave, or the 'callId' of the trigger";

/** A call, by the API's id or the provider's. */
export const CALL: Subject = {
	fields: [
		{
			displayName: 'Call ID',
			name: 'callId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. {{ $json.callId }}',
			description: ID_HINT,
		},
		optionsField(),
	],
	read: (parameters) => parameters.id('callId', 'Call ID', `Give it: ${ID_HINT}.`),
};

/** A person, by their number as E.164 with plus. */
export const PERSON: Subject = {
	fields: [
		{
			displayName: 'Phone Number',
			name: 'to',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. +55 11 99999-9999',
			description: 'Phone number with country and area code, in any spelling',
		},
		optionsField(countryCodeOption),
	],
	read: (parameters) => parameters.destinationNumber('to'),
};

/** How our side speaks, on Meta numbers. */
export const sdpField: INodeProperties = {
	displayName: 'SDP',
	name: 'sdp',
	type: 'string',
	typeOptions: { rows: 2 },
	default: '',
	description:
		'Session description of your WebRTC client. Meta numbers need it; leave it empty for numbers paired by QR code.',
};

/** It as it is, since its last new line belongs to it; nothing where it is empty. */
export function readSdp(parameters: Parameters): IDataObject {
	const sdp = toText(parameters.read('sdp'), 'SDP', 'Give it as text, or leave it empty.');
	return isBlank(sdp) ? {} : { sdp };
}

/**
 * Where a call's endpoints are, and what is said of a call that is not there.
 * @param tail rest of the path, e.g. `/play`
 */
export const ofCall = (callId: string, tail = '') => ({
	path: pathTo('/calls', callId, 'Call ID', tail),
	about: ofThisKey('call', callId),
	...(tail && {
		hintForRefusal: 'Look at it with Call → Get: it must ring, or be going on, with this number.',
	}),
});

/**
 * The call in a response.
 * @param id of the one that was asked for
 * @throws Failure where there is none, or it says that nothing was done
 */
export function readCall(response: unknown, id?: string, context?: RequestContext): IDataObject {
	const call = readObject(response, 'call', 'data') ?? {};
	if (call.success === false) {
		throw failureFromResponse({ statusCode: 200, json: response, fate: 'refused' }, context);
	}
	const given = readField(call, 'id', 'callId', 'externalCallId') ?? id;
	if (given !== undefined && readField(call, 'id', 'status', 'success') !== undefined) {
		return { ...call, id: given as string };
	}
	throw failureFromOddResponse(200, 'no call', context);
}

/** What tells one operation on calls from the others. */
interface CallOperation extends Pick<Operation, 'value' | 'name' | 'action' | 'description'> {
	of: Subject;
	/** What its error says may have happened, where it changes something: then it is never done twice. */
	mayHave?: string;
	/** Further fields. */
	fields?: INodeProperties[];
	/** Its request, but for the method. */
	ask(subject: string, parameters: Parameters): Omit<ApiRequest, 'method'>;
	/** Its output, or a Failure. */
	answer(response: unknown, subject: string, context: RequestContext): IDataObject;
}

/** An operation on calls: a read by GET, or a change by POST. */
export function callOperation(given: CallOperation): Operation {
	const { of, mayHave, fields = [], ask, answer, ...words } = given;
	const writes = mayHave !== undefined;
	const method = writes ? 'POST' : 'GET';
	return {
		...words,
		fields: [of.fields[0], ...fields, of.fields[1]],
		writes,
		target: of.read,
		prepare(parameters) {
			const subject = of.read(parameters);
			const request = { method, mayHave, isOnce: writes, ...CALLS, ...ask(subject, parameters) };
			return {
				lane: writes ? subject : undefined,
				run: async (send) => [answer(await send(request as ApiRequest), subject, request)],
			};
		},
	};
}
