namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Somebody is told of sign-ins to the console without MFA.</summary>
internal sealed class AlarmConsoleSignInWithoutMfa() : AlarmRule("ConsoleSignInWithoutMfa");
