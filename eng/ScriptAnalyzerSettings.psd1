@{
    Severity     = 'Error', 'Warning', 'Information'
    ExcludeRules = @(
        # The cmdlets are compiled, and a test holds their ShouldProcess; functions in scripts are helpers of tests.
        'PSUseShouldProcessForStateChangingFunctions'
    )
}
