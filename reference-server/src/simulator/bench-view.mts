import { durationOf } from '../whatsapp/calls/life.mts';
import type { WhatsAppNumber } from '../whatsapp/model.mts';
import { personByNumber } from '../whatsapp/state.mts';
import type { State } from '../whatsapp/state.mts';
import { templatesOf } from '../whatsapp/templates/managing.mts';
import { isSendable } from '../whatsapp/templates/template-text.mts';

/** So many of the newest calls are shown. */
const LATEST_CALLS = 4;

/** What stands beside the chats of a number: its code to be linked by, its templates and its calls. */
export function benchView(state: State, number: WhatsAppNumber) {
	return {
		pairingCode: number.pairing?.pairingCode ?? null,
		templates: templatesOf(state, number).map((template) => ({
			id: template.id,
			name: template.name,
			metaStatus: template.metaStatus,
			sendable: isSendable(template),
		})),
		calls: state.calls
			.filter(({ numberId }) => numberId === number.id)
			.slice(-LATEST_CALLS)
			.reverse()
			.map((call) => ({
				id: call.id,
				direction: call.direction,
				status: call.status,
				name: personByNumber(state, call.peer)?.name ?? call.peer,
				seconds: durationOf(call),
			})),
	};
}
