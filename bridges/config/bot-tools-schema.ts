import { z } from 'zod';
import { peopleListSchema } from './bot-manners-schema.ts';
import { whereSchema } from './rule-schema.ts';
import { duration } from './units.ts';

const serverSchema = z
  .object({
    command: z.string().min(1).optional().describe('Program to start; it speaks over its input and output.'),
    args: z
      .array(z.union([z.string(), z.number()]))
      .optional()
      .describe('Arguments of the program.'),
    env: z
      .record(z.union([z.string(), z.number()]))
      .optional()
      .describe(
        'Environment variables of the program. It is given no others of ours but PATH, HOME and the like.',
      ),
    url: z.string().min(1).optional().describe('Address of a server that is reached by HTTP.'),
    headers: z.record(z.string()).optional().describe('Headers of every request to it.'),
  })
  .strict();

const toolRuleSchema = z.union([
  z.string({ invalid_type_error: 'must be server.tool, server.*, or {tool: ..., in: ..., people: ...}' }),
  z
    .object({
      tool: z.string().describe('server.tool, or server.* for all of a server.'),
      in: z
        .union([whereSchema, z.array(whereSchema)])
        .optional()
        .describe('Accounts, or conversations (account:conversation). Default: everywhere'),
      people: peopleListSchema.optional().describe('Who may have it called. Default: everybody'),
    })
    .strict(),
]);

export const toolsSchema = z
  .object({
    builtIn: z
      .array(z.enum(['search', 'handover', 'note']))
      .default(['search', 'handover', 'note'])
      .describe('Tools of its own: search this conversation, hand over, keep a note. Default: all'),
    servers: z
      .record(
        z
          .string()
          .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,31}$/, 'may hold letters, digits, dashes and underscores only'),
        serverSchema,
      )
      .default({})
      .describe('MCP servers by name: {command, args, env}, or {url, headers}.'),
    allow: z
      .array(toolRuleSchema)
      .default([])
      .describe('What of the servers may be called; nothing else may. Default: nothing'),
    timeout: duration({ atLeast: '1s', atMost: '10m' })
      .default('30s')
      .describe('How long one call may take. Default: 30s'),
    callsPerTurn: z
      .number()
      .int()
      .min(1)
      .max(50)
      .default(8)
      .describe('Calls for one answer at most. Default: 8'),
    maxResult: z
      .number()
      .int()
      .min(100)
      .max(1_000_000)
      .default(8000)
      .describe('Characters of a result that are shown to the model. Default: 8000'),
  })
  .strict();

export type ToolsInFile = z.infer<typeof toolsSchema>;
export type ServerInFile = z.infer<typeof serverSchema>;
export type ToolRuleInFile = z.infer<typeof toolRuleSchema>;
