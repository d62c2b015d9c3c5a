import type { Created, Outcome } from '../../whatsapp/groups/membership.mts';
import type { Group, Participant, WhatsAppNumber } from '../../whatsapp/model.mts';
import { lidOf, withCountryDigit, withoutNinthDigit } from '../../whatsapp/people/phone.mts';
import { pascal } from '../schemas/groups.mts';
import type { WriteAnswer } from '../schemas/groups.mts';
import type { Shapes } from '../shapes.mts';

type Fields = Record<string, unknown>;

/** A group as create and get answer it, in the form that the switches ask for. */
export function groupBody(group: Group, shapes: Shapes, withId: boolean) {
	return {
		...(withId ? { id: group.id } : {}),
		subject: group.subject,
		participants: group.participants.map((participant) => participantBody(participant, shapes)),
	};
}

/** The answer to creating a group. */
export function createdBody({ group, outcomes }: Created, owner: WhatsAppNumber, shapes: Shapes) {
	if (shapes.groupCreateBody === 'group') return groupBody(group, shapes, true);
	const named = (isAdded: boolean) =>
		outcomes
			.filter(({ status }) => (status === 200) === isAdded)
			.map(({ number }) => wireId(number, shapes));
	return {
		jid: group.id,
		name: group.subject,
		owner: wireId(owner.phone, shapes),
		added: named(true),
		failed: named(false),
	};
}

/**
 * The body of add, remove, promote and demote. The engine behind Evolution GO numbers throws the results away
 * and says success whatever happened.
 */
export function writeBody(
	outcomes: Outcome[],
	{ provider }: WhatsAppNumber,
	shapes: Shapes,
): WriteAnswer {
	const form = shapes.groupWriteBody;
	if (form === 'empty') return '';
	if (form === 'message') return { message: 'success' as const };
	if (form === 'success' || provider === 'evolution-go') return { success: true as const };
	const results = resultsBody(outcomes, shapes);
	return (form === 'list' ? results : { [form]: results }) as WriteAnswer;
}

function resultsBody(outcomes: Outcome[], shapes: Shapes): Fields | Fields[] {
	const listed = {
		asked: outcomes,
		reversed: outcomes.toReversed(),
		first: outcomes.slice(0, 1),
	}[shapes.resultsListed];
	if (shapes.resultList === 'list') return listed.map((outcome) => resultBody(outcome, shapes));
	return Object.fromEntries(
		listed.map(({ number, status }) => [
			wireId(number, shapes),
			inCase({ status: statusBody(status, shapes) }, shapes.keyCase),
		]),
	);
}

function participantBody({ number, role }: Participant, shapes: Shapes): string | Fields {
	if (shapes.participantForm === 'string') return wireId(number, shapes);
	const fields = idFields(number, shapes.participantId, shapes);
	switch (shapes.participantRole) {
		case 'role':
			fields.role = role;
			break;
		case 'admin':
			fields.admin = role === 'member' ? null : role;
			break;
		case 'isAdmin':
			fields.isAdmin = role !== 'member';
			fields.isSuperAdmin = role === 'superadmin';
	}
	return inCase(fields, shapes.keyCase);
}

function resultBody({ number, status }: Outcome, shapes: Shapes): Fields {
	const fields = idFields(number, shapes.resultId, shapes);
	return inCase({ ...fields, status: statusBody(status, shapes) }, shapes.keyCase);
}

function statusBody(status: Outcome['status'], { resultStatus }: Shapes): string | number {
	if (resultStatus === 'number') return status;
	return resultStatus === 'error' && status !== 200 ? `Error: ${status}` : String(status);
}

/** A hidden id has the number beside it where `idForm` says so, under whichever name is still free. */
function idFields(number: string, name: string, shapes: Shapes): Fields {
	if (name === 'lid') return { lid: lidOf(number), ...phoneBeside(number, name, shapes) };
	return { [name]: wireId(number, shapes), ...phoneBeside(number, name, shapes) };
}

function phoneBeside(number: string, idName: string, shapes: Shapes): Fields {
	if (shapes.idForm !== 'lidWithPhone') return {};
	const name = idName === 'phoneNumber' ? 'phone' : 'phoneNumber';
	return { [name]: `${wireDigits(number, shapes)}@s.whatsapp.net` };
}

function wireId(number: string, shapes: Shapes): string {
	const digits = wireDigits(number, shapes);
	switch (shapes.idForm) {
		case 'jid':
			return `${digits}@s.whatsapp.net`;
		case 'digits':
			return digits;
		case 'device':
			return `${digits}:12@s.whatsapp.net`;
		case 'lid':
		case 'lidWithPhone':
			return lidOf(number);
	}
}

/** The digits of a number as WhatsApp answers them. */
export function wireDigits(number: string, { ninthDigit, countryDigit }: Shapes): string {
	const digits = ninthDigit === 'absent' ? withoutNinthDigit(number) : number;
	return countryDigit === 'present' ? withCountryDigit(digits) : digits;
}

function inCase(fields: Fields, keyCase: Shapes['keyCase']): Fields {
	if (keyCase === 'camel') return fields;
	return Object.fromEntries(Object.entries(fields).map(([name, value]) => [pascal(name), value]));
}
