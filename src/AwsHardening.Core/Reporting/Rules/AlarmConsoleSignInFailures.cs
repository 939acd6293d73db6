namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Somebody is told of failed sign-ins to the console.</summary>
internal sealed class AlarmConsoleSignInFailures() : AlarmRule("ConsoleSignInFailures");
