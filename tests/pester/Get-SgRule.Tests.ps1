BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule
    $session = Connect-AwsHardening -Sandbox Fnd203
    $all = Get-SgRule
    $web = $all | Where-Object GroupName -EQ 'WebApp Web Server Security Group'
}

AfterAll { Disconnect-AwsHardening }

Describe 'Get-SgRule' {
    It 'lists every rule of every group' {
        $all | Should -BeOfType AwsHardening.SgRule
        $all.RuleId | Should -Match '^sgr-[0-9a-f]{17}$'
        @($all.RuleId | Sort-Object -Unique).Count | Should -Be $all.Count
        $all.GroupName | Should -Contain 'Services Server Security Group'
    }

    It 'finds exactly the eight rules that are open to a VPC' {
        $open = $all | Where-Object OpenToVpc
        $open | Should -HaveCount 8
        $open | ForEach-Object { $_.AddressCount | Should -Be 65536 }
        $open.FromPort | Sort-Object -Unique | Should -Be 22, 3389
        @($open | Where-Object Direction -EQ Egress).Count | Should -Be 2
    }

    It 'selects by <Parameter>' -ForEach @(
        @{ Parameter = 'GroupName'; Value = 'WebApp*'; Test = { $_.GroupName -like 'WebApp*' } }
        @{ Parameter = 'GroupName'; Value = 'PoC*', 'Services*'; Test = { $_.GroupName -like 'PoC*' -or $_.GroupName -like 'Services*' } }
        @{ Parameter = 'Direction'; Value = 'Egress'; Test = { $_.Direction -eq 'Egress' } }
        @{ Parameter = 'Port'; Value = 22, 3306; Test = { $_.Protocol -eq 'all' -or ($_.FromPort -le 22 -and $_.ToPort -ge 22) -or ($_.FromPort -le 3306 -and $_.ToPort -ge 3306) } }
        @{ Parameter = 'Protocol'; Value = 'tcp'; Test = { $_.Protocol -eq 'tcp' } }
        @{ Parameter = 'VpcId'; Value = '*'; Test = { $true } }
    ) {
        $arguments = @{ $Parameter = $Value }
        $found = Get-SgRule @arguments
        $found | Should -Not -BeNullOrEmpty
        $found.RuleId | Sort-Object | Should -Be (($all | Where-Object $Test).RuleId | Sort-Object)
    }

    It 'selects by id of group, rule and VPC' {
        (Get-SgRule $web[0].GroupId).RuleId | Should -Be $web.RuleId
        (Get-SgRule -RuleId $web[0].RuleId, $web[1].RuleId).RuleId | Sort-Object | Should -Be ($web[0, 1].RuleId | Sort-Object)
        (Get-SgRule -VpcId $web[0].VpcId).VpcId | Sort-Object -Unique | Should -Be $web[0].VpcId
    }

    It 'takes groups and VPCs from the pipeline by property name, each with its own value' {
        $groups = $all | Group-Object GroupId | Select-Object -First 2
        $found = $groups | Select-Object @{ Name = 'GroupId'; Expression = 'Name' } | Get-SgRule
        $found.GroupId | Should -Be @(@($groups[0].Name) * $groups[0].Count + @($groups[1].Name) * $groups[1].Count)
    }

    It 'reads the rule again that is piped in' {
        $again = $web[0] | Get-SgRule
        $again.RuleId | Should -Be $web[0].RuleId
    }

    It 'reports a group or rule that is not there, and goes on' {
        $found = Get-SgRule -GroupId $web[0].GroupId, 'sg-0123456789abcdef0' -ErrorAction SilentlyContinue -ErrorVariable problem
        $found.RuleId | Should -Be $web.RuleId
        $problem | Should -HaveCount 1
        $problem[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
        $problem[0].TargetObject | Should -Be 'sg-0123456789abcdef0'
        Get-SgRule -GroupName 'no such*' -ErrorAction Stop | Should -BeNullOrEmpty
    }

    It 'refuses a port that cannot be' {
        { Get-SgRule -Port 65536 } | Should -Throw -ErrorId 'ParameterArgumentValidationError*'
    }

    It 'changes nothing' {
        $session.GetSandboxCalls() | Where-Object Mutating | Should -BeNullOrEmpty
    }

    It 'leaves nothing running when downstream has enough' {
        $before = $session.GetSandboxCalls().Count
        Get-SgRule | Select-Object -First 1 | Should -HaveCount 1
        $after = $session.GetSandboxCalls().Count
        $after | Should -BeGreaterThan $before
        Get-CallerIdentity | Out-Null
        $session.GetSandboxCalls().Count | Should -Be ($after + 1)
    }
}
