"""How the screen looks. Color is never the only sign; without color everything still reads."""

from __future__ import annotations

CSS = """
Screen { background: $background; color: $foreground; }
#header, #place, #last, #keys { height: auto; padding: 0 1; }
#header { text-style: bold; }
#place { color: $foreground 70%; border-bottom: solid $foreground 30%; }
#panes { height: 1fr; }
#outline { width: 34; display: none; border-right: solid $foreground 30%; scrollbar-size-vertical: 1; padding: 0 1; }
#middle { width: 1fr; }
#card { height: 1fr; padding: 0 1; scrollbar-size-vertical: 1; }
#card > * { height: auto; }
#question { margin-bottom: 1; }
#choices { height: auto; max-height: 100%; border: none; padding: 0; background: transparent; }
OptionList { border: none; background: transparent; padding: 0; scrollbar-size-vertical: 1; }
OptionList > .option-list--option-highlighted { background: $foreground 15%; color: $foreground; text-style: reverse; }
OptionList:focus > .option-list--option-highlighted { background: $foreground 15%; color: $foreground; text-style: reverse; }
#outline > .option-list--option-highlighted { background: transparent; text-style: none; color: $foreground; }
#row { height: auto; margin-top: 1; }
#prompt { width: auto; text-style: bold; padding-right: 1; }
#verdict { width: 1fr; padding-left: 2; height: auto; }
Input { background: $surface; border: none; height: 1; padding: 0 1; }
Input:focus { background: $foreground 15%; text-style: bold; }
#field { width: 26; border-left: tall $accent; }
.-words #field { width: 1fr; }
.-words #verdict { width: auto; max-width: 40%; }
#reasons { width: 38; display: none; border-left: solid $foreground 30%; padding: 0 1; scrollbar-size-vertical: 1; }
#why { height: auto; max-height: 4; padding: 0 1; border-top: solid $foreground 30%; scrollbar-size-vertical: 1; }
#why.-large { max-height: 60%; }
#log { display: none; height: auto; max-height: 9; padding: 0 1; border-top: solid $foreground 30%; }
#last { border-top: solid $foreground 30%; max-height: 6; }
#keys { color: $foreground 70%; }
.-low #why { display: none; }
.-low #why.-large { display: block; }
.-wide #outline { display: block; }
.-wide #reasons { display: block; }
.-wide #why { display: none; }
.-tall #log { display: block; }
.-presenting #outline, .-presenting #reasons, .-presenting #why, .-presenting #log, .-presenting #last { display: none; }
.-presenting #verdict { display: none; }
.-presenting #place { color: $foreground; }
.-presenting #card { padding: 2 8; align: center middle; }
.-presenting #question { margin-bottom: 2; }
Form { align: center middle; background: $background 60%; }
Form .form { width: 76; max-width: 96%; height: auto; max-height: 92%; border: round $accent; background: $background; padding: 0 1; }
Form .form > * { height: auto; }
Form #problem { display: block; }
Form .note { height: 8; border: none; background: $surface; }
Form .reading { height: auto; max-height: 30; }
Form OptionList { height: auto; max-height: 12; }
Form .form-title { margin-bottom: 1; }
#found { height: 1fr; }
#filters, #rows-head, #list-keys { height: auto; padding: 0 1; }
#filters { border-bottom: solid $foreground 30%; }
#list-keys { border-top: solid $foreground 30%; color: $foreground 70%; }
#rows { height: 1fr; padding: 0 1; }
.-ascii #place, .-ascii #filters { border-bottom: ascii $foreground 30%; }
.-ascii #outline { border-right: ascii $foreground 30%; }
.-ascii #reasons { border-left: ascii $foreground 30%; }
.-ascii #why, .-ascii #log, .-ascii #last, .-ascii #list-keys { border-top: ascii $foreground 30%; }
.-ascii #field { border-left: ascii $accent; }
.-ascii Form .form { border: ascii $accent; }
"""
