import { jsonSchema, tool, type JSONValue, type ModelMessage as LibraryMessage, type ToolSet } from 'ai';
import type { ModelMessage, ModelTool } from '../../application/ports/assistant/language-model.ts';

/** Patients' words are user messages, so none of them can become an instruction of ours. */
export function libraryMessage(message: ModelMessage): LibraryMessage {
  switch (message.from) {
    case 'patient':
      return { role: 'user', content: message.text };
    case 'assistant':
      return {
        role: 'assistant',
        content: [
          ...(message.text === '' ? [] : [{ type: 'text' as const, text: message.text }]),
          ...(message.calls ?? []).map(({ id, name, arguments: input }) => ({
            type: 'tool-call' as const,
            toolCallId: id,
            toolName: name,
            input: input ?? {},
          })),
        ],
      };
    case 'tool':
      return {
        role: 'tool',
        content: [
          {
            type: 'tool-result',
            toolCallId: message.callId,
            toolName: message.name,
            output: { type: 'json', value: message.result as JSONValue },
          },
        ],
      };
  }
}

/** Without `execute`: the library hands the calls back and runs none of them. */
export const libraryTools = (tools: readonly ModelTool[]): ToolSet =>
  Object.fromEntries(
    tools.map(({ name, description, parameters }) => [
      name,
      tool({ description, inputSchema: jsonSchema(parameters), strict: true }),
    ]),
  );
