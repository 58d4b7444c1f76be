export type Shell = 'bash' | 'zsh';

/** What a shell reads to complete our lines: it hands the words over and takes the answers, one a line. */
export function completionScript(shell: Shell): string {
  return shell === 'bash' ? bash : zsh;
}

const bash = `# source <(pvm-sriov completion bash)
_pvm_sriov() {
  local IFS=$'\\n'
  COMPREPLY=($(pvm-sriov __complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -F _pvm_sriov pvm-sriov
`;

const zsh = `#compdef pvm-sriov
# source <(pvm-sriov completion zsh)
_pvm_sriov() {
  local -a answers
  answers=("\${(@f)$(pvm-sriov __complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  compadd -- \${answers:#}
}
compdef _pvm_sriov pvm-sriov
`;
