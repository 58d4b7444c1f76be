export type Shell = 'bash' | 'zsh';

/** What a shell reads to complete our lines: it hands the words over and takes the answers, one a line. */
export function completionScript(shell: Shell): string {
  return shell === 'bash' ? bash : zsh;
}

const bash = `# source <(pvm-sriov completion bash)
_pvm_sriov() {
  local words word
  read -ra words <<<"\${COMP_LINE:0:COMP_POINT}"
  [[ \${COMP_LINE:0:COMP_POINT} == *[[:space:]] ]] && words+=('')
  word=\${words[-1]}
  mapfile -t COMPREPLY < <(pvm-sriov __complete -- "\${words[@]:1}" 2>/dev/null)
  # Readline breaks words at these marks and puts in only what comes after the last.
  COMPREPLY=("\${COMPREPLY[@]#"\${word%"\${word##*[:=]}"}"}")
}
complete -o default -F _pvm_sriov pvm-sriov
`;

const zsh = `#compdef pvm-sriov
# source <(pvm-sriov completion zsh)
_pvm_sriov() {
  local -a answers
  answers=("\${(@f)$(pvm-sriov __complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  answers=(\${answers:#})
  if (( $#answers )); then compadd -- $answers; else _files; fi
}
compdef _pvm_sriov pvm-sriov
`;
