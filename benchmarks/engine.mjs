// One round of inkjs: node engine.mjs STORY SECONDS saved|kept; prints turns a second of processor time, then what was said in one talk.
// It is run in the folder where inkjs is installed.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const { Compiler } = createRequire(process.cwd() + "/")("inkjs/full");
const [, , file, seconds, state] = process.argv;
const story = new Compiler(readFileSync(file, "utf8")).Compile();

let turns = 0;

function turn() {
  if (story.currentChoices.length === 0) story.ResetState();
  else story.ChooseChoiceIndex(turns % story.currentChoices.length);
  let said = "";
  while (story.canContinue) said += story.Continue();
  if (state === "saved") story.state.LoadJson(story.state.toJson());
  turns += 1;
  return said;
}

function talk() {
  let said = turn();
  while (story.currentChoices.length > 0) said += turn();
  return said;
}

function spent(since) {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1e6;
}

function measure(seconds) {
  const before = turns;
  const began = process.cpuUsage();
  while (spent(began) < seconds) for (let i = 0; i < 100; i += 1) turn();
  return (turns - before) / spent(began);
}

turns = 0;
const said = talk();
measure(1);
console.log(JSON.stringify({ rate: measure(Number(seconds)), said }));
