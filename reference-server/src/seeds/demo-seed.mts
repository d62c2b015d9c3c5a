import type { SeedData } from '../whatsapp/model.mts';
import { group, groupText, NUMBERS, PEOPLE } from './common.mts';
import { testSeed } from './test-seed.mts';

const MORE_PEOPLE = [
	['Eduardo', '5541987650005'],
	['Fernanda', '5551987650006'],
	['Gustavo', '5561987650007'],
	['Helena', '5571987650008'],
	['Inês', '351912345678'],
] as const;

const MORE_GROUPS = [
	'Família Souza',
	'Futebol de quinta',
	'Plantão de suporte',
	'Fornecedores',
	'Diretoria',
	'Pais do 5º ano',
] as const;

const idOf = (subject: (typeof MORE_GROUPS)[number]) =>
	`12036300000000001${MORE_GROUPS.indexOf(subject)}@g.us`;

/** Ids of the groups that the examples name; the numbers on Evolution both have them. */
export const DEMO_GROUPS = {
	team: idOf('Plantão de suporte'),
	board: idOf('Diretoria'),
	suppliers: idOf('Fornecedores'),
};

/** The test seed and more groups, people and messages, for whoever tries things out by hand. */
export function demoSeed(): SeedData {
	const seed = testSeed();
	for (const [name, number] of MORE_PEOPLE) {
		seed.people.push({ name, number, refusesGroups: false, onWhatsApp: true });
	}
	const members = MORE_PEOPLE.map(([, number]) => number);
	for (const number of [NUMBERS.evo, NUMBERS.go]) {
		MORE_GROUPS.forEach((subject, index) => {
			const added = group(idOf(subject), number, subject, {
				admins: [PEOPLE.ana],
				members: members.slice(0, 1 + (index % members.length)),
			});
			seed.groups.push(added);
			const [name, from] = MORE_PEOPLE[0];
			seed.messages.push(
				groupText(added, { name, number: from }, `Oi, pessoal de ${subject}!`, {
					id: `msg_${number.id}_${index}`,
					externalMessageId: `3EB0DE30${number.phone}${index}`,
				}),
			);
		});
	}
	return seed;
}
