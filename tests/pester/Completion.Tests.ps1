# Tab completion, as PowerShell asks for it.
BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule
    Set-Content $env:AWS_CONFIG_FILE "[profile audit]`nregion = eu-west-1`naws_access_key_id = A`naws_secret_access_key = B`n[profile o'neill team]`nregion = eu-west-1`naws_access_key_id = A`naws_secret_access_key = B"
    $session = Connect-AwsHardening -Sandbox Fnd203
}

AfterAll {
    Disconnect-AwsHardening
    Clear-Content $env:AWS_CONFIG_FILE
}

Describe 'Tab completion' {
    It 'offers Regions' {
        (Complete 'Connect-AwsHardening -Region eu-west-').CompletionText | Should -Contain 'eu-west-1'
        (Complete 'Get-SgRule -Region eu-west-').CompletionText | Should -Not -Contain 'us-east-1'
    }

    It 'offers templates of the embedded account' {
        (Complete 'Connect-AwsHardening -Sandbox fnd').CompletionText | Should -Be 'Fnd203'
    }

    It 'offers profiles' {
        (Complete 'Connect-AwsHardening -ProfileName au').CompletionText | Should -Be 'audit'
    }

    It 'quotes what needs quotes' {
        (Complete 'Connect-AwsHardening -ProfileName o').CompletionText | Should -BeExactly "'o''neill team'"
    }

    It 'keeps the quotes that were typed' {
        (Complete "Connect-AwsHardening -ProfileName 'au").CompletionText | Should -BeExactly "'audit'"
        (Complete 'Connect-AwsHardening -ProfileName "o').CompletionText | Should -BeExactly "`"o'neill team`""
        (Complete "Connect-AwsHardening -ProfileName 'o''n").CompletionText | Should -BeExactly "'o''neill team'"
    }

    It 'writes every value so that PowerShell reads it back' -ForEach "a b", "it's", 'a"b', 'a$b', 'a`b', '-dash', 'a;b', 'plain' {
        foreach ($quote in $null, [char] "'", [char] '"') {
            $written = & ([AwsHardening.Pipeline.AsyncCmdlet].Assembly.GetType('AwsHardening.Completion.Quoting').GetMethod('Write').Invoke(
                    $null, @($_, $quote)).Insert(0, 'Write-Output -InputObject ') | ForEach-Object { [scriptblock]::Create($_) })
            $written | Should -BeExactly $_
        }
    }

    It 'offers ids only when the session has read them, without a call' {
        $calls = $session.GetSandboxCalls().Count
        Complete 'Get-SgRule -GroupId sg-' | Should -BeNullOrEmpty
        $session.GetSandboxCalls().Count | Should -Be $calls
        $rules = Get-SgRule
        $calls = $session.GetSandboxCalls().Count
        (Complete 'Get-SgRule -GroupId sg-').CompletionText | Should -Be ($rules.GroupId | Sort-Object -Unique)
        (Complete 'Get-SgRule -RuleId sgr-').CompletionText | Should -Be ($rules.RuleId | Sort-Object -Unique)
        (Complete 'Get-SgRule -VpcId vpc-').CompletionText | Should -Contain $rules[0].VpcId
        (Complete 'Get-SgRule -GroupName PoC').CompletionText | Should -BeLike "'PoC*'"
        $session.GetSandboxCalls().Count | Should -Be $calls
    }

    It 'shows the name of an id as its tool tip' {
        $rule = Get-SgRule | Select-Object -First 1
        (Complete "Get-SgRule -GroupId $($rule.GroupId)").ToolTip | Should -BeLike "*$($rule.GroupName)*"
    }

    It 'offers ids of changes' {
        $null = Connect-AwsHardening -Sandbox Fnd203
        $done = Get-SgRule -GroupName 'WebApp Web*' | Where-Object OpenToVpc | Set-SgPeerReference
        (Complete 'Undo-HardeningChange ').CompletionText | Should -Contain $done[0].ChangeId
    }

    It 'fails in silence where there is nothing to offer' {
        Disconnect-AwsHardening
        { Complete 'Get-SgRule -GroupId sg-' } | Should -Not -Throw
        Complete 'Get-SgRule -GroupId sg-' | Should -BeNullOrEmpty
    }
}
