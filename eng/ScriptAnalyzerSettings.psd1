@{
    Severity     = 'Error', 'Warning', 'Information'
    ExcludeRules = @(
        # The cmdlets are compiled, and a test holds their ShouldProcess; functions in scripts are helpers of tests.
        'PSUseShouldProcessForStateChangingFunctions'
        # It does not see that Pester's It reads what BeforeAll assigned.
        'PSUseDeclaredVarsMoreThanAssignments'
    )
    Rules        = @{
        # They hand their arguments on to a program, which has no other.
        PSAvoidUsingPositionalParameters = @{ CommandAllowList = 'Invoke-AwsCli', 'Invoke-Cli' }
    }
}
