import { declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin';

/** Properties that only the editor shows or that only tell it how to draw a field. */
const EDITOR_TEXT = new Set([
	'action',
	'activationMessage',
	'description',
	'displayName',
	'eventTriggerDescription',
	'hint',
	'placeholder',
	'subtitle',
	'triggerPanel',
	'typeOptions',
]);

const nameOf = ({ type, key }) => (type === 'ObjectProperty' ? (key.name ?? key.value) : undefined);

/** Text, numbers, flags, and lists and objects of them: nothing that is worked out. */
function isFixed(node) {
	if (node.type === 'TemplateLiteral') return node.expressions.length === 0;
	if (node.type === 'ArrayExpression') return node.elements.every(isFixed);
	if (node.type === 'ObjectExpression') {
		return node.properties.every((property) => nameOf(property) && isFixed(property.value));
	}
	return /^(String|Numeric|Boolean)Literal$/.test(node.type);
}

/**
 * Leaves out what no honest test can tell from a mutant: the words of the editor. They are recognised by what stands
 * beside them: a description of a node, field, mode or operation has a `displayName` or a `name`, and a choice has a
 * `name` and a `value`. The `hint` of an advice and the `description` of an error have neither.
 */
export const strykerPlugins = [
	declareValuePlugin(PluginKind.Ignore, 'editor-text', {
		shouldIgnore({ node, parent }) {
			const name = nameOf(node);
			if (name === undefined || parent.type !== 'ObjectExpression' || !isFixed(node.value)) return;
			const beside = new Set(parent.properties.map(nameOf));
			const isDescribed = beside.has('displayName') || beside.has('name');
			const isChoice = name === 'name' && beside.has('value');
			if (isChoice || (EDITOR_TEXT.has(name) && isDescribed)) return 'Words of the editor';
		},
	}),
];
