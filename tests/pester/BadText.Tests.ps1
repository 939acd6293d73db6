BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule
}

Describe 'Text of a form' {
    It 'is refused in words, not by a regular expression' {
        { Enable-SecurityAlarm -Name RootUse -Email nobody } |
            Should -Throw "*'nobody' is not an e-mail address, such as security@example.com." -ErrorId 'ParameterArgumentValidationError*'
        { Enable-SecurityAlarm -Name RootUse -Email me@example.com, "me@example.com`n" } | Should -Throw '*is not an e-mail address*'
        { Enable-SecurityAlarm -Name RootUse -Namespace AWS/Mine -Email me@example.com } | Should -Throw '*begin with AWS/ are AWS*'
        # AWS's names are of ASCII.
        { Invoke-AssumeRole -RoleName "Pr$([char] 0xfc)fer" } | Should -Throw "*' is not the name of a role*"
        { Unprotect-Data text -DiscoveryAccountId 12345678901 } | Should -Throw "*'12345678901' is not an account*"
    }

    It 'is said of every such parameter with an example or the letters that it takes' {
        $told = foreach ($command in Get-Command -Module AwsHardening) {
            foreach ($parameter in $command.Parameters.Values) {
                foreach ($form in $parameter.Attributes | Where-Object { $_.GetType().Name -eq 'ValidateTextAttribute' }) {
                    $problem = { [System.Management.Automation.ValidateArgumentsAttribute].GetMethod('InternalValidate', [System.Reflection.BindingFlags] 'Instance,NonPublic').Invoke($form, @('*$', $null)) } |
                        Should -Throw -PassThru
                    $problem.Exception.GetBaseException().Message | Should -Match "^'\*\$' is not .+(such as|letters)"
                    "$($command.Name) -$($parameter.Name)"
                }
            }
        }
        $told.Count | Should -BeGreaterThan 15
        Get-Command -Module AwsHardening | ForEach-Object { $_.Parameters.Values.Attributes } | Where-Object { $_ -is [ValidatePattern] } | Should -BeNullOrEmpty
    }
}
