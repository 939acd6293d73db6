namespace AwsHardening.Sandbox;

/// <summary>Where in a call <see cref="SandboxAccount.OnCall"/> is asked.</summary>
public enum CallStage
{
    /// <summary>The call has arrived and done nothing. Whoever throws here keeps it from ever having arrived.</summary>
    BeforeEffect,

    /// <summary>The call is done and recorded. Whoever throws here keeps its answer from the client.</summary>
    AfterEffect,
}
