import rule from '../../../src/rules/scripts/vrl-default-applies'
import { testRule } from '../../rule-tester'
import { withExtract, withLink } from './documents'

testRule(rule, [
  {
    name: 'marks a default that guards the parser, not the member',
    text: withExtract('parse_json(.body).team_id «?? 1»'),
    messages: [
      'identifier.extractScript: this default applies when "parse_json" fails, not when the field is missing: that gives null. For both, write (parse_json(.body).team_id || 1) ?? 1.',
    ],
  },
  {
    name: 'marks a default behind what makes text, a number or a boolean of null',
    text: withExtract(
      "[to_string(.headers.team) «?? s'none'», to_int(.headers.retry) «?? 5», to_float(.body) «?? 1.5», to_bool(.headers.on) «?? true»]",
    ),
    messages: [
      'identifier.extractScript: this default applies when "to_string" fails, not when the field is missing: that gives "". For both, write to_string(.headers.team || s\'none\') ?? s\'none\'.',
      /that gives 0\. For both, write to_int\(\.headers\.retry \|\| 5\) \?\? 5\.$/,
      /that gives 0\.0\./,
      /that gives false\./,
    ],
  },
  {
    name: 'marks a default behind a member of a variable, and of a call',
    text: withExtract(
      "body = parse_json!(.body)\nid = to_string(body.id) «?? s'none'»\n[id, to_string(parse_json!(.body).team) «?? s'x'»]",
    ),
    messages: [/to_string\(body\.id \|\| s'none'\)/, /to_string\(parse_json!\(\.body\)\.team \|\| s'x'\)/],
  },
  {
    name: 'marks a default behind get',
    text: withExtract('get(.headers, ["team"]) «?? false»'),
    messages: [/"get" fails.*gives null/],
  },
  {
    name: 'says nothing where the default is what a missing field gives',
    text: withExtract(
      '[to_string(.query) ?? "", to_int(.headers.a) ?? 0, to_float(.headers.b) ?? 0, parse_json(.body).id ?? null]',
    ),
  },
  {
    name: 'says nothing where a missing field is an error',
    text: withExtract('[string(.headers.a) ?? "x", downcase(.headers.b) ?? "x", split(.headers.c, ",") ?? []]'),
  },
  {
    name: 'says nothing where the whole value is guarded',
    text: withExtract('body = parse_json(.body) ?? {}\nquery = parse_query_string(.query) ?? {}\n[body.id, query.id]'),
  },
  {
    name: 'says nothing where the default is another source, or not written out',
    text: withExtract('parse_json(.body).id ?? parse_query_string(.query).id ?? null'),
  },
  {
    name: 'says nothing about fields that are always there',
    text: withLink('env = to_string(.env) ?? "production"\n"https://acme.com/{{ env }}"'),
  },
  {
    name: 'says nothing of what it has proposed',
    text: withExtract('[(parse_json(.body).team_id || 1) ?? 1, to_string(.headers.team || "x") ?? "x"]'),
  },
  {
    name: 'says nothing where a condition asks for the field before',
    text: withExtract(
      'body = parse_json!(.body)\nif exists(body.team) { to_string(body.team) ?? "none" } else if body.user != null {\n  to_string(body.user) ?? "none"\n} else if is_string(.headers.team) {\n  to_string(.headers.team) ?? "none"\n} else { null }',
    ),
  },
  {
    name: 'says nothing where the script ends before',
    text: withExtract(
      'if parse_json!(.body).team == null { abort }\nassert!(exists(.headers.team))\n[parse_json(.body).team ?? "none", to_string(.headers.team) ?? "none"]',
    ),
  },
  {
    name: 'says nothing where what is missing is dealt with afterwards',
    text: withExtract(
      'team = to_string(.headers.team) ?? "none"\nif team == "" { abort }\nuser = parse_json(.body).user ?? "none"\nother = parse_json(.body).other ?? "none"\nif is_null(user) { abort }\n[team, user, other || "x", (parse_json(.body).a ?? "b") || "c", (to_string(.headers.kind) ?? "x") == "message"]',
    ),
  },
  {
    name: 'is not led astray by conditions on other fields',
    text: withExtract(
      'body = parse_json!(.body)\nif exists(body.team_id) { to_string(body.team) «?? "none"» } else { x = to_string(body.user) «?? "none"»; x + "" }',
    ),
    messages: [/body\.team/, /body\.user/],
  },
  { name: 'says nothing of a calculation', text: withExtract('"x" + parse_json(.body).id ?? "none"') },
  { name: 'says nothing about a script that cannot be read', text: withExtract('parse_json(.body).a ?? "none') },
  {
    name: 'leaves a token out',
    text: withExtract(`to_string(.headers.team) «?? s'ghp_${'aB3dE6gH9j'.repeat(4)}'»`),
    messages: [/For both, write …\.$/],
  },
])
