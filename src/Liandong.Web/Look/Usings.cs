// The colour of a clock is Core's; pages meet no other.
global using Light = Liandong.Core.Calendars.Light;
